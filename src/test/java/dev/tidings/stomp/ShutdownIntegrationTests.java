package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Instance;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.Transport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What clients see of an orderly shutdown; one that polls may find nobody who could tell it. */
class ShutdownIntegrationTests {

    private static final int DRAINING = 1012;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SOCKJS_XHR_POLLING")
    void isToldToEveryClientThatHoldsAConnection(Transport transport) {
        StompTestClient client;
        try (Instance instance = Instance.own()) {
            client = StompTestClient.connected(instance.port(), transport, instance.token("alice"));
        }

        try (client) {
            assertThat(client.expectError("draining").header("retry")).isEqualTo("later");
            client.expectClose(DRAINING);
        }
    }
}
