package dev.tidings.studio.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.destination.DestinationCatalog;
import dev.tidings.destination.Reader;
import dev.tidings.destination.Topic;
import dev.tidings.support.Api;
import dev.tidings.support.RunningApplication;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.ServerFrame;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** What admins are told, and nobody else. */
@RunningApplication
@TestPropertySource(
        properties = {
            "tidings.admin.interval=100ms",
            "tidings.monitoring.report-interval=100ms",
            "tidings.watching.interval=100ms",
            "tidings.admin.price-per-gigabyte=1000000000"
        })
class AdminIntegrationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private DestinationCatalog destinations;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @ParameterizedTest
    @EnumSource(AdminTopic.class)
    void isForAdminsAlone(AdminTopic topic) {
        assertThat(destinations.mayRead(new Reader("admin", Set.of("admin")), topic.topic()))
                .isTrue();
        assertThat(destinations.mayRead(new Reader("alice", Set.of("user", "publisher")), topic.topic()))
                .isFalse();
        assertThat(destinations.mayRead(new Reader("admin", Set.of("admin")), new Topic("admin", "other")))
                .isFalse();
        String path = "/api/admin/" + topic.id();
        assertThat(Api.on(port).as("admin").get(path).status()).isEqualTo(200);
        Api.on(port).as("alice").get(path).isProblem(403);
        Api.on(port).get(path).isProblem(401);
    }

    @Test
    void tellsOfRoutesThatComeAndGo() throws NoSuchMethodException {
        Api admin = Api.on(port).as("admin");
        var added = RequestMappingInfo.paths("/api/added")
                .methods(RequestMethod.GET)
                .options(mappings.getBuilderConfiguration())
                .build();
        assertThat(routes(admin))
                .contains("GET /api/jobs", "DELETE /api/jobs/{id}")
                .doesNotContain("GET /api/added");
        try (var client = StompTestClient.connected(port, admin.token())) {
            client.subscribe("s", Routes.TOPIC.address());

            mappings.registerMapping(added, this, getClass().getDeclaredMethod("added"));
            JsonNode created = client.expectMessage("s").json();
            assertThat(created.path("event").asString()).isEqualTo("created");
            assertThat(created.path("resource_type").asString()).isEqualTo("route");
            assertThat(admin.get("/api/admin/routes").json().path("items").valueStream())
                    .contains(created.path("resource"));
            mappings.unregisterMapping(added);

            assertThat(client.expectMessage("s").json().path("event").asString())
                    .isEqualTo("deleted");
            assertThat(routes(admin)).doesNotContain("GET /api/added");
        }
        Api.on(port).as("alice").get("/api/admin/routes").isProblem(403);
        assertThat(destinations.mayRead(new Reader("admin", Set.of("admin")), Routes.TOPIC))
                .isTrue();
        assertThat(destinations.mayRead(new Reader("alice", Set.of("user")), Routes.TOPIC))
                .isFalse();
    }

    /** Handles a route that comes and goes. */
    String added() {
        return "added";
    }

    private static List<String> routes(Api admin) {
        return admin.get("/api/admin/routes")
                .json()
                .path("items")
                .valueStream()
                .map(route -> route.path("id").asString())
                .toList();
    }

    @Test
    void tellsWhatAnInstanceMeasuresAgainAndAgain() {
        try (var admin = listening(AdminTopic.SYSTEM_METRICS)) {
            JsonNode first = next(admin);
            JsonNode second = next(admin);

            assertThat(first.path("type").asString()).isEqualTo("system_metrics_update");
            assertThat(first.path("heap_used_bytes").asLong()).isPositive();
            assertThat(first.path("sessions").asLong()).isPositive();
            assertThat(second.path("timestamp")).isNotEqualTo(first.path("timestamp"));
        }
    }

    @Test
    void tellsConnectionsAndCosts() {
        Api alice = Api.on(port).as("alice");
        try (var admin = listening(AdminTopic.COST)) {
            next(admin);
            String workflow = alice.post(
                            "/api/workflows",
                            Map.of(
                                    "name",
                                    "w",
                                    "graph",
                                    Map.of(
                                            "nodes",
                                            List.of(Map.of("type", "delay", "id", "d", "name", "d", "milliseconds", 0)),
                                            "edges",
                                            List.of())))
                    .json()
                    .path("id")
                    .asString();
            alice.post("/api/executions", Map.of("workflow_id", workflow));

            assertThat(next(admin)
                            .path("users")
                            .valueStream()
                            .map(user -> user.path("user").asString()))
                    .contains("alice");
        }
        try (var admin = listening(AdminTopic.CONNECTORS)) {
            assertThat(next(admin).at("/database/most").asLong()).isPositive();
        }
    }

    private StompTestClient listening(AdminTopic topic) {
        var client = StompTestClient.connected(port, Api.on(port).as("admin").token());
        client.subscribe("s", topic.topic().address());
        return client;
    }

    private static JsonNode next(StompTestClient client) {
        ServerFrame frame = client.expectMessage("s");
        assertThat(frame.headers()).containsKey("transient");
        return frame.json();
    }
}
