package dev.tidings.studio.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.RunningApplication;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Without a key to encrypt under, no secret is taken, and whoever tries is told why. */
@RunningApplication
class SecretsWithoutKeyIntegrationTests {

    @LocalServerPort
    private int port;

    @Test
    void takesNoSecret() {
        Api alice = Api.on(port).as("alice");

        Answer refused =
                alice.put("/api/secrets/API_KEY", Map.of("value", "a-value")).isProblem(503);

        assertThat(refused.text()).contains("tidings.secrets.key").doesNotContain("a-value");
        assertThat(alice.get("/api/secrets").json().path("items")).isEmpty();
    }
}
