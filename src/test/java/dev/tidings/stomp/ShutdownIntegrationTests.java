package dev.tidings.stomp;

import dev.tidings.support.Instance;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.Transport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What clients see of an orderly shutdown; one that polls may find nobody who could tell it. */
class ShutdownIntegrationTests {

    private static final int GOING_AWAY = 1001;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SOCKJS_XHR_POLLING")
    void isToldToEveryClientThatHoldsAConnection(Transport transport) {
        StompTestClient client;
        try (Instance instance = Instance.own()) {
            client = StompTestClient.connected(instance.port(), transport, instance.token("alice"));
        }

        try (client) {
            client.expectClose(GOING_AWAY);
        }
    }
}
