package dev.tidings.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.RunningApplication;
import dev.tidings.support.StompTestClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What is told of who is connected: to whom, and what other instances add to it. */
@RunningApplication
@TestPropertySource(properties = "tidings.monitoring.report-interval=100ms")
class MonitoringIntegrationTests {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final String OTHER = "another instance";

    @LocalServerPort
    private int port;

    @Autowired
    private SessionReportTables tables;

    @Autowired
    private JdbcClient jdbc;

    private Api alice;
    private Api admin;

    @BeforeEach
    void begin() {
        alice = Api.on(port).as("alice");
        admin = Api.on(port).as("admin");
        tables.end(OTHER);
        awaitStats(admin, 0, 0, 0);
    }

    @Test
    void countsSessionsAndRooms() {
        try (var first = StompTestClient.connected(port, alice.token());
                var second = StompTestClient.connected(port, alice.token());
                var third = StompTestClient.connected(port, admin.token())) {
            first.subscribe("jobs", "/user/queue/jobs");
            first.subscribe("jobs-again", "/user/queue/jobs");
            second.subscribe("jobs", "/user/queue/jobs");
            second.subscribe("assets", "/topic/assets/" + alice.home());
            third.subscribe("jobs", "/user/queue/jobs");

            awaitStats(admin, 3, 1, 3);
            awaitStats(alice, 2, 2, 2);
            awaitStats(Api.on(port).as("bob"), 0, 0, 0);
            assertThat(admin.get("/api/v1/ws/rooms").text())
                    .isEqualTo(("{\"active_rooms\":[\"/topic/assets/%s\",\"/user/admin/queue/jobs\","
                                    + "\"/user/alice/queue/jobs\"],\"total_rooms\":3}")
                            .formatted(alice.home()));

            second.send("UNSUBSCRIBE\nid:assets\nreceipt:r\n\n");
            second.expectReceipt("r");
            awaitStats(admin, 3, 1, 2);
        }
        awaitStats(admin, 0, 0, 0);
    }

    @Test
    void doesNotCountWhatWasRefused() {
        try (var client = StompTestClient.connected(port, alice.token())) {
            client.send("SUBSCRIBE\nid:s\ndestination:/topic/assets/%s\nreceipt:r\n\n".formatted(admin.home()));
            client.expectMessage("s");

            awaitStats(alice, 1, 1, 0);
        }
    }

    @Test
    void addsWhatOtherInstancesReportAndLeavesOutTheDead() {
        tables.begin(OTHER);
        tables.insert(
                OTHER,
                Map.of(
                        new Attendance("alice", Attendance.ANYWHERE), 4,
                        new Attendance("alice", "/topic/assets/a"), 3,
                        new Attendance("bob", Attendance.ANYWHERE), 2,
                        new Attendance("bob", "/topic/assets/a"), 2));
        // It reports no more; until it counts as dead there is time for these.
        assertThat(admin.get("/api/v1/ws/stats").text())
                .isEqualTo("{\"total_connections\":6,\"user_connections\":0,\"active_rooms\":1}");

        awaitStats(admin, 0, 0, 0);
        assertThat(admin.get("/api/v1/ws/rooms").json().path("total_rooms").asInt())
                .isZero();
        tables.removeSilentFor(Duration.ZERO);
        assertThat(jdbc.sql("select count(*) from session_report where instance_id = ?")
                        .param(OTHER)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void reportsAnewWhenItWasTakenForDead() {
        try (var client = StompTestClient.connected(port, alice.token())) {
            client.subscribe("jobs", "/user/queue/jobs");
            awaitStats(alice, 1, 1, 1);

            tables.removeSilentFor(Duration.ofSeconds(-10));

            awaitStats(alice, 1, 1, 1);
        }
    }

    @Test
    void listsRoomsInPages() {
        try (var client = StompTestClient.connected(port, alice.token())) {
            for (String queue : List.of("assets", "jobs", "threads")) {
                client.subscribe(queue, "/user/queue/" + queue);
            }
            awaitStats(alice, 1, 1, 3);

            Answer first = admin.get("/api/v1/ws/rooms?limit=2");
            String next = first.json().path("next").asString();

            assertThat(first.json().path("active_rooms").size()).isEqualTo(2);
            assertThat(admin.get("/api/v1/ws/rooms?limit=2&after=" + next).text())
                    .isEqualTo("{\"active_rooms\":[\"/user/alice/queue/threads\"],\"total_rooms\":3}");
        }
    }

    @Test
    void tellsRoomsToAdminsOnlyAndNothingToStrangers() {
        alice.get("/api/v1/ws/rooms").isProblem(403);
        Api.on(port).get("/api/v1/ws/rooms").isProblem(401);
        Api.on(port).get("/api/v1/ws/stats").isProblem(401);
        admin.get("/api/v1/ws/rooms?limit=0").isProblem(400);
        admin.get("/api/v1/ws/rooms?after=%20").isProblem(400);
    }

    private static void awaitStats(Api reader, int total, int own, int rooms) {
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(reader.get("/api/v1/ws/stats").text())
                        .isEqualTo("{\"total_connections\":%d,\"user_connections\":%d,\"active_rooms\":%d}"
                                .formatted(total, own, rooms)));
    }
}
