package dev.tidings.studio.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tidings.destination.TopicReaders;
import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.OtherHost;
import dev.tidings.support.RunningApplication;
import dev.tidings.support.StompTestClient;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route and every topic against everybody: a route or a topic that is not listed here is a failure too. */
@RunningApplication
@TestPropertySource(properties = "tidings.secrets.key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
class RightsIntegrationTests {

    private static final List<Attempt> ATTEMPTS = List.of(
            Attempt.of("GET /api/workspaces/<workspace>", Need.VIEWER),
            Attempt.of("PUT /api/workspaces/<workspace>", Need.EDITOR, "{\"name\":\"other\"}"),
            Attempt.of("DELETE /api/workspaces/<workspace>", Need.OWNER),
            Attempt.of("GET /api/workspaces/<workspace>/members", Need.VIEWER),
            Attempt.of(
                    "PUT /api/workspaces/<workspace>/members", Need.OWNER, "{\"user\":\"admin\",\"role\":\"viewer\"}"),
            Attempt.of("DELETE /api/workspaces/<workspace>/members?user=alice", Need.OWNER),
            Attempt.of("POST /api/threads", Need.EDITOR, "{\"title\":\"t\",\"workspace_id\":\"<workspace>\"}"),
            Attempt.of("GET /api/threads/<thread>", Need.VIEWER),
            Attempt.of("PUT /api/threads/<thread>", Need.OWNER, "{\"title\":\"other\"}"),
            Attempt.of("DELETE /api/threads/<thread>", Need.OWNER),
            Attempt.of("GET /api/threads/<thread>/messages", Need.VIEWER),
            Attempt.of("POST /api/threads/<thread>/messages", Need.EDITOR, "{\"text\":\"m\"}"),
            Attempt.of("PUT /api/threads/<thread>/messages/<message>", Need.CREATOR, "{\"text\":\"other\"}"),
            Attempt.of("DELETE /api/threads/<thread>/messages/<message>", Need.OWNER),
            Attempt.of(
                    "POST /api/workflows",
                    Need.EDITOR,
                    "{\"name\":\"w\",\"workspace_id\":\"<workspace>\",\"graph\":{\"nodes\":[],\"edges\":[]}}"),
            Attempt.of("GET /api/workflows/<workflow>", Need.VIEWER),
            Attempt.of("PUT /api/workflows/<workflow>", Need.EDITOR, "{\"name\":\"other\"}"),
            Attempt.of("DELETE /api/workflows/<workflow>", Need.OWNER),
            Attempt.of("GET /api/workflows/<workflow>/versions", Need.VIEWER),
            Attempt.of("GET /api/workflows/<workflow>/versions/<version>", Need.VIEWER),
            Attempt.of("DELETE /api/workflows/<workflow>/versions/<version>", Need.EDITOR),
            Attempt.of("POST /api/workflows/<workflow>/versions/<version>/restore", Need.EDITOR),
            Attempt.of("POST /api/executions", Need.EDITOR, "{\"workflow_id\":\"<workflow>\"}"),
            Attempt.of("GET /api/executions/<execution>", Need.VIEWER),
            Attempt.of("DELETE /api/executions/<execution>", Need.EDITOR),
            Attempt.of("GET /api/executions/<execution>/logs", Need.VIEWER),
            Attempt.of("GET /api/executions/<execution>/nodes/<node>/output", Need.VIEWER),
            Attempt.of(
                    "POST /api/collections",
                    Need.EDITOR,
                    "{\"name\":\"c\",\"workspace_id\":\"<workspace>\",\"folder_id\":\"<folder>\"}"),
            Attempt.of("GET /api/collections/<collection>", Need.VIEWER),
            Attempt.of("GET /api/collections/<collection>/search?q=word", Need.VIEWER),
            Attempt.of("POST /api/collections/<collection>/index", Need.EDITOR),
            Attempt.of("DELETE /api/collections/<collection>", Need.OWNER),
            Attempt.of("GET /api/assets?parent_id=<folder>", Need.VIEWER),
            Attempt.of("POST /api/assets", Need.EDITOR, "{\"name\":\"n\",\"parent_id\":\"<folder>\"}"),
            Attempt.of("GET /api/assets/<file>", Need.VIEWER),
            Attempt.of("GET /api/assets/<file>/content", Need.VIEWER),
            Attempt.of("PUT /api/assets/<file>", Need.EDITOR, "{\"name\":\"other.txt\"}"),
            Attempt.of("DELETE /api/assets/<file>", Need.EDITOR),
            Attempt.of("GET /api/assets/<folder>/access", Need.CREATOR),
            Attempt.of("PUT /api/assets/<folder>/access", Need.CREATOR, "{\"user\":\"admin\",\"role\":\"viewer\"}"),
            Attempt.of("DELETE /api/assets/<folder>/access?user=bob", Need.CREATOR),
            Attempt.of("POST /api/jobs", Need.VIEWER, "{\"kind\":\"checksum\",\"asset_id\":\"<file>\"}"),
            Attempt.of("GET /api/jobs/<job>", Need.ALONE),
            Attempt.of("DELETE /api/jobs/<job>", Need.ALONE),
            Attempt.of("GET /api/downloads/<download>", Need.ALONE),
            Attempt.of("DELETE /api/downloads/<download>", Need.ALONE),
            Attempt.of("POST /api/downloads/<download>/resume", Need.ALONE),
            Attempt.of("DELETE /api/models/<model>", Need.ALONE),
            Attempt.of("PUT /api/notifications/<notification>", Need.ALONE, "{\"read\":true}"),
            Attempt.of("DELETE /api/notifications/<notification>", Need.ALONE),
            Attempt.of("DELETE /api/secrets/<secret>", Need.ALONE));

    /** Routes that every user may use, each for what is one's own. */
    private static final List<String> OF_ALL_USERS = List.of(
            "GET /api/me",
            "GET /api/me/sessions",
            "DELETE /api/me/sessions/{}",
            "GET /api/workspaces",
            "POST /api/workspaces",
            "GET /api/threads",
            "GET /api/workflows",
            "GET /api/workflow-files",
            "GET /api/workflow-files/{}",
            "GET /api/executions",
            "GET /api/collections",
            "GET /api/jobs",
            "GET /api/downloads",
            "POST /api/downloads",
            "GET /api/models",
            "DELETE /api/models",
            "GET /api/notifications",
            "GET /api/secrets",
            "PUT /api/secrets/{}",
            "GET /api/providers",
            "GET /api/dashboard",
            "GET /api/changes",
            "GET /api/v1/ws/stats");

    private static final Map<String, String> OF_ROLES = Map.of(
            "GET /api/admin/system-metrics", "admin",
            "GET /api/admin/cost", "admin",
            "GET /api/admin/connectors", "admin",
            "GET /api/admin/routes", "admin",
            "GET /api/v1/ws/rooms", "admin",
            "GET /api/admin/sessions", "admin",
            "DELETE /api/admin/sessions/{}", "admin",
            "POST /api/admin/revocations", "admin",
            "POST /api/changes", "publisher");

    private static final Set<String> OF_ANYBODY = Set.of("GET /api/auth", "POST /api/auth/token");

    /** What has a topic of the same name in the plural; the topic of a folder is that of assets. */
    private static final List<String> WITH_TOPIC =
            List.of("workspace", "thread", "workflow", "execution", "collection", "folder");

    /** Topics that are not those of single things: their modules test who reads them. */
    private static final Set<String> OTHER_TOPICS = Set.of("admin", "workflow-files");

    private static OtherHost host;

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private List<TopicReaders> topics;

    @BeforeAll
    static void startHost() {
        host = new OtherHost();
    }

    @AfterAll
    static void stopHost() {
        host.close();
    }

    @DynamicPropertySource
    static void allowHost(DynamicPropertyRegistry properties) {
        properties.add("tidings.models.allowed-hosts", () -> "localhost:" + host.port());
    }

    static Stream<Arguments> attempts() {
        return ATTEMPTS.stream()
                .flatMap(attempt -> Arrays.stream(Actor.values()).map(actor -> arguments(attempt, actor)));
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void doesWhatOnesRightsAllow(Attempt attempt, Actor actor) {
        Answer answer = attempt.by(actor.on(port), things(actor)::id);

        int refusal = actor.refusal(attempt.need());
        if (refusal == 0) {
            // A conflict, such as with a job that has ended, comes after the rights.
            assertThat(answer.status()).as(answer.text()).isIn(200, 201, 202, 204, 409);
        } else {
            answer.isProblem(refusal);
        }
    }

    static Stream<Arguments> subscriptions() {
        return WITH_TOPIC.stream()
                .flatMap(thing -> Arrays.stream(Actor.values())
                        .filter(actor -> actor != Actor.ANONYMOUS)
                        .map(actor -> arguments(thing, actor)));
    }

    @ParameterizedTest
    @MethodSource("subscriptions")
    void readsTheTopicsThatOnesRightsAllow(String thing, Actor actor) {
        String address = "/topic/" + topicOf(thing) + "/" + things(actor).id(thing);
        Api api = actor.on(port);
        String expected = actor.refusal(Need.VIEWER) == 0 ? "" : "access_denied";

        try (var client = StompTestClient.connected(port, api.token())) {
            assertThat(client.subscribe("s", address).headers().getOrDefault("error", ""))
                    .isEqualTo(expected);
        }
        assertThat(api.get("/api/changes?from=" + address + "@x:0")
                        .json()
                        .at("/streams/0/error")
                        .asString(""))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @FieldSource("OF_ALL_USERS")
    void nobodyGetsAnythingWithoutAToken(String route) {
        Attempt.of(route.replace("{}", "x"), Need.ALONE)
                .by(Api.on(port), name -> name)
                .isProblem(401);
    }

    static Stream<Arguments> roles() {
        return OF_ROLES.entrySet().stream()
                .flatMap(route -> Stream.of("alice", "admin", "publisher")
                        .map(user -> arguments(route.getKey(), route.getValue(), user)));
    }

    @ParameterizedTest
    @MethodSource("roles")
    void someRoutesAreForARoleAlone(String route, String role, String user) {
        Attempt attempt = Attempt.of(route.replace("{}", "x"), Need.ALONE, route.startsWith("POST") ? "[]" : "");

        attempt.by(Api.on(port), name -> name).isProblem(401);
        Answer answer = attempt.by(Api.on(port).as(user), name -> name);
        if (user.equals(role)) {
            assertThat(answer.status()).isIn(200, 400, 404);
        } else {
            answer.isProblem(403);
        }
    }

    @Test
    void knowsEveryRoute() {
        var known = Stream.of(
                        ATTEMPTS.stream().map(Attempt::route),
                        OF_ALL_USERS.stream(),
                        OF_ROLES.keySet().stream(),
                        OF_ANYBODY.stream())
                .flatMap(routes -> routes)
                .collect(Collectors.toSet());

        Set<String> all = mappings.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/"))
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> Attempt.routeOf(method.name(), path))))
                .collect(Collectors.toSet());

        assertThat(known).isEqualTo(all);
    }

    @Test
    void knowsEveryTopic() {
        Set<String> known = Stream.concat(
                        WITH_TOPIC.stream().map(RightsIntegrationTests::topicOf), OTHER_TOPICS.stream())
                .collect(Collectors.toSet());

        assertThat(topics.stream().map(TopicReaders::topicName)).containsExactlyInAnyOrderElementsOf(known);
    }

    private Things things(Actor actor) {
        return new Things(Api.on(port).as("alice"), Api.on(port).as("bob"), host, actor);
    }

    private static String topicOf(String thing) {
        return thing.equals("folder") ? "assets" : thing + "s";
    }
}
