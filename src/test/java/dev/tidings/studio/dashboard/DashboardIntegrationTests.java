package dev.tidings.studio.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.changelog.ChangeLog;
import dev.tidings.support.Api;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.RunningApplication;
import dev.tidings.support.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The numbers of a user's work, which are those of the lists at any time. */
@RunningApplication
class DashboardIntegrationTests {

    private static final int MANY = 10;

    @LocalServerPort
    private int port;

    @Autowired
    private ChangeLog changes;

    @Autowired
    private JdbcClient jdbc;

    private Api alice;

    @BeforeEach
    void signIn() {
        alice = Api.on(port).as("alice");
    }

    @Test
    void countsWorkByItsStatus() {
        String file = alice.file(alice.home(), UUID.randomUUID() + ".txt", new byte[] {1});

        alice.post("/api/jobs", Map.of("kind", "checksum", "asset_id", file));
        alice.post("/api/executions", Map.of("workflow_id", workflow()));

        awaitNumbersOfTheLists();
        assertThat(stats().at("/jobs/completed").asLong()).isPositive();
        assertThat(stats().at("/executions/completed").asLong()).isPositive();
    }

    @Test
    void staysRightWhenMuchHappensAtOnce() throws Exception {
        String file = alice.file(alice.home(), UUID.randomUUID() + ".txt", new byte[] {1});
        String workflow = workflow();

        Together.run(
                () -> repeat(() -> alice.post("/api/jobs", Map.of("kind", "checksum", "asset_id", file))),
                () -> repeat(() -> alice.post("/api/executions", Map.of("workflow_id", workflow))));

        awaitNumbersOfTheLists();
    }

    @Test
    void startsWithWhatIsThere() {
        alice.post("/api/executions", Map.of("workflow_id", workflow()));
        awaitNumbersOfTheLists();
        jdbc.sql("delete from dashboard").update();

        awaitNumbersOfTheLists();
        alice.post("/api/executions", Map.of("workflow_id", workflow()));
        awaitNumbersOfTheLists();
    }

    @Test
    void isForOneself() {
        alice.post("/api/executions", Map.of("workflow_id", workflow()));

        assertThat(Api.on(port).as("publisher").get("/api/dashboard").json().at("/stats/executions"))
                .isEmpty();
        Api.on(port).get("/api/dashboard").isProblem(401);
        assertThat(alice.get("/api/dashboard").header("Change-Position")).startsWith("/user/queue/dashboard@");
    }

    /** Waits until nothing is under way; what was told last, what is answered and what the lists have is the same then. */
    private void awaitNumbersOfTheLists() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Stream.of("/jobs", "/executions")
                        .map(kind -> stats().at(kind))
                        .noneMatch(amounts -> amounts.has("queued") || amounts.has("running")));
        for (String kind : List.of("jobs", "executions")) {
            Map<String, Long> listed = alice.get("/api/" + kind + "?limit=1000")
                    .json()
                    .path("items")
                    .valueStream()
                    .collect(Collectors.groupingBy(item -> item.path("status").asString(), Collectors.counting()));
            Map<String, Long> counted = stats().path(kind).properties().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, amount -> amount.getValue().asLong()));
            assertThat(counted).as(kind).isEqualTo(listed);
        }
        assertThat(NumberedChanges.lastBody(changes, jdbc, DashboardService.queue("alice"))
                        .path("stats"))
                .isEqualTo(stats());
    }

    private static int repeat(Runnable action) {
        for (int i = 0; i < MANY; i++) {
            action.run();
        }
        return MANY;
    }

    private JsonNode stats() {
        return alice.get("/api/dashboard").json().path("stats");
    }

    private String workflow() {
        return alice.post(
                        "/api/workflows", Map.of("name", "w", "graph", Map.of("nodes", List.of(), "edges", List.of())))
                .json()
                .path("id")
                .asString();
    }
}
