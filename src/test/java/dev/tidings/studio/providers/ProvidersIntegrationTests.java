package dev.tidings.studio.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.support.Api;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.RunningApplication;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Providers, and what becomes of them when their keys come and go. */
@RunningApplication
@TestPropertySource(
        properties = {
            "tidings.secrets.key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "tidings.providers.acme.title=Acme",
            "tidings.providers.acme.secret=ACME_KEY"
        })
class ProvidersIntegrationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private ChangeLog changes;

    @Autowired
    private JdbcClient jdbc;

    private Api alice;
    private Api bob;

    @BeforeEach
    void signIn() {
        alice = Api.on(port).as("alice");
        bob = Api.on(port).as("bob");
        alice.delete("/api/secrets/ACME_KEY");
    }

    @Test
    void becomeAvailableWithTheirKeyAndCeaseWithIt() {
        assertThat(acme(alice.get("/api/providers").json()).toString())
                .isEqualTo("{\"id\":\"acme\",\"name\":\"Acme\",\"secret\":\"ACME_KEY\",\"available\":false}");

        alice.put("/api/secrets/ACME_KEY", Map.of("value", "canary"));

        JsonNode told = last();
        assertThat(told.path("type").asString()).isEqualTo("providers_update");
        assertThat(acme(told).path("available").asBoolean()).isTrue();
        assertThat(told.path("providers"))
                .isEqualTo(alice.get("/api/providers").json().path("providers"));
        assertThat(told.toString()).doesNotContain("canary");
        assertThat(acme(bob.get("/api/providers").json()).path("available").asBoolean())
                .isFalse();

        alice.delete("/api/secrets/ACME_KEY");
        assertThat(acme(last()).path("available").asBoolean()).isFalse();
    }

    @Test
    void areNotAnnouncedWhenNothingBecomesAvailable() {
        alice.put("/api/secrets/ACME_KEY", Map.of("value", "first"));
        Position before = head();

        alice.put("/api/secrets/ACME_KEY", Map.of("value", "second"));
        alice.put("/api/secrets/OTHER_KEY", Map.of("value", "other"));

        assertThat(head()).isEqualTo(before);
    }

    @Test
    void areListedWithThePositionThatTheListIsValidAt() {
        assertThat(alice.get("/api/providers").header("Change-Position")).isEqualTo("/user/queue/providers@" + head());
        Api.on(port).get("/api/providers").isProblem(401);
    }

    private static JsonNode acme(JsonNode list) {
        return list.path("providers")
                .valueStream()
                .filter(provider -> provider.path("id").asString().equals("acme"))
                .findFirst()
                .orElseThrow();
    }

    private Position head() {
        return NumberedChanges.in(changes, jdbc).head(ProviderService.queue("alice"));
    }

    private JsonNode last() {
        return NumberedChanges.lastBody(changes, jdbc, ProviderService.queue("alice"));
    }
}
