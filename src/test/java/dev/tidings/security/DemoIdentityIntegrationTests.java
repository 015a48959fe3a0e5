package dev.tidings.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.support.Instance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where anybody can sign in, and where not. */
class DemoIdentityIntegrationTests {

    @Test
    void tellsThePageToAskForAPassword() {
        assertThat(Instance.embedded().api().get("/api/auth").text()).isEqualTo("{\"demo\":true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rabbitmq", "stomp-relay", "RabbitMQ", "STOMP_RELAY"})
    void keepsAServerOfProductionFromStarting(String mode) {
        assertThatThrownBy(() ->
                        Instance.own("--tidings.broker.mode=" + mode, "--tidings.security.let-anybody-sign-in=false"))
                .rootCause()
                .hasMessageContaining("tidings.security.let-anybody-sign-in")
                .hasMessageContaining("spring.security.oauth2.resourceserver.jwt.issuer-uri");
    }
}
