package dev.tidings.studio.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.RunningApplication;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Secrets: who may set them, what is told of them, and that no value is ever told. */
@RunningApplication
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "tidings.secrets.key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
class SecretsIntegrationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private ChangeLog changes;

    @Autowired
    private JdbcClient jdbc;

    private Api alice;
    private Api bob;
    private String name;

    @BeforeEach
    void signIn() {
        alice = Api.on(port).as("alice");
        bob = Api.on(port).as("bob");
        name = "KEY_" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    }

    @Test
    void isSetReplacedAndDeletedByItsOwner() {
        Answer created = put(alice, "first");
        assertThat(created.status()).isEqualTo(200);
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        assertThat(lastOf(queue("alice")).path("event").asString()).isEqualTo("created");
        assertThat(lastOf(queue("alice")).path("resource")).isEqualTo(created.json());

        Answer replaced = alice.put(path(), Map.of("value", "second"), "If-Match", "\"1\"");
        assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
        assertThat(lastOf(queue("alice")).path("event").asString()).isEqualTo("updated");
        alice.put(path(), Map.of("value", "third"), "If-Match", "\"1\"").isProblem(412);
        alice.delete(path(), "If-Match", "\"1\"").isProblem(412);

        assertThat(alice.delete(path()).status()).isEqualTo(204);
        assertThat(lastOf(queue("alice")).path("event").asString()).isEqualTo("deleted");
        assertThat(lastOf(queue("alice")).path("resource").toString()).isEqualTo("{\"id\":\"" + name + "\"}");
        alice.delete(path()).isProblem(404);
    }

    @Test
    void belongsToOneUserAlone() {
        put(alice, "of alice");

        assertThat(bob.get("/api/secrets").text()).doesNotContain(name);
        bob.delete(path()).isProblem(404);
        put(bob, "of bob");
        assertThat(bob.delete(path()).status()).isEqualTo(204);
        assertThat(alice.get("/api/secrets").text()).contains(name);
        Api.on(port).get("/api/secrets").isProblem(401);
        Api.on(port).put(path(), Map.of("value", "x")).isProblem(401);
    }

    @Test
    void isListedWithThePositionThatTheListIsValidAt() {
        put(alice, "value");

        Answer list = alice.get("/api/secrets");

        assertThat(list.header("Change-Position"))
                .isEqualTo("/user/queue/secrets@"
                        + NumberedChanges.in(changes, jdbc).head(queue("alice")));
        assertThat(list.json().path("items").valueStream())
                .anySatisfy(item -> assertThat(item.path("id").asString()).isEqualTo(name));
    }

    /** The value is looked for in answers, in every column of every table, and in what was logged. */
    @Test
    void isToldNowhere(CapturedOutput output) {
        String canary = "canary-" + UUID.randomUUID();
        Answer created = put(alice, canary);
        Answer broken = alice.send("PUT", path(), "application/json", utf8("{\"value\":\"" + canary + "\""));
        Answer wrong = alice.send("PUT", path(), "application/json", utf8("{\"value\":{\"a\":\"" + canary + "\"}}"));
        Answer large = alice.put(path(), Map.of("value", canary.repeat(1_000)));
        Answer misnamed = alice.put("/api/secrets/lower-case", Map.of("value", canary));
        NumberedChanges.in(changes, jdbc);

        for (Answer problem : List.of(broken, wrong, large, misnamed)) {
            assertThat(problem.isProblem(400).text()).doesNotContain(canary);
        }
        assertThat(created.text()).doesNotContain(canary);
        assertThat(alice.get("/api/secrets").text()).contains(name).doesNotContain(canary);
        for (String table : tables()) {
            assertThat(jdbc.sql("select * from " + table).query().listOfRows())
                    .asString()
                    .doesNotContain(canary);
        }
        assertThat(output).doesNotContain(canary);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"value\":null}", "{\"value\":\"\"}", "[]", "7", ""})
    void refusesBadRequests(String body) {
        alice.send("PUT", path(), "application/json", utf8(body)).isProblem(400);
    }

    private List<String> tables() {
        List<String> tables = jdbc.sql(
                        "select table_name from information_schema.tables where table_schema = current_schema")
                .query((row, _) -> row.getString(1))
                .list();
        assertThat(tables).contains("secret", "change_entry");
        return tables;
    }

    private Answer put(Api user, String value) {
        return user.put(path(), Map.of("value", value));
    }

    private String path() {
        return "/api/secrets/" + name;
    }

    private static Destination queue(String user) {
        return SecretService.queue(user);
    }

    private JsonNode lastOf(Destination destination) {
        return NumberedChanges.lastBody(changes, jdbc, destination);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
