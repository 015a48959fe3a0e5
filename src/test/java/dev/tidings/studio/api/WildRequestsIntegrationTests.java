package dev.tidings.studio.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.OtherHost;
import dev.tidings.support.RunningApplication;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Every route that {@code /openapi.json} describes, with requests of all kinds: none is answered by an error of the
 * server's own, and every refusal is a problem that tells nothing of the inside. {@code -Dtidings.fuzz.seed} and
 * {@code -Dtidings.fuzz.rounds} choose others and more of them.
 */
@RunningApplication
@TestPropertySource(
        properties = {
            "tidings.secrets.key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "tidings.destinations.bench.read=authenticated"
        })
class WildRequestsIntegrationTests {

    private static final long SEED = Long.getLong("tidings.fuzz.seed", 1);
    private static final int ROUNDS = Integer.getInteger("tidings.fuzz.rounds", 25);

    private static final List<String> THINGS = List.of(
            "workspace",
            "folder",
            "file",
            "thread",
            "message",
            "workflow",
            "version",
            "node",
            "execution",
            "collection",
            "job",
            "download",
            "model",
            "notification",
            "secret");

    /** Of a long poll only those that do not wait. */
    private static final List<String> WAITS = List.of("0", "-1", "26", "x", "");

    /** In an order that is always the same, as everything must be for the seed to mean anything. */
    private static final SortedMap<String, List<String>> HEADERS = new TreeMap<>(Map.of(
            "If-Match", List.of("\"x\"", "*", "W/\"1\"", "garbage", "\"", "\"a\", \"b\""),
            "If-None-Match", List.of("\"x\"", "*", "garbage"),
            "Accept", List.of("application/xml", "text/html", "nonsense", "application/json;q=2"),
            "Range", List.of("bytes=0-0", "bytes=-1", "bytes=5-2", "bytes=0-0,2-2,1-1", "bytes=99999-", "lines=1-2"),
            "Idempotency-Key", List.of("a", "x".repeat(300)),
            "X-Client-Mutation-Id", List.of("a", "x".repeat(65), "a b"),
            "Accept-Language", List.of("xx-invalid-tag-that-is-long", "de;q=abc")));

    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/x-ndjson",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=b",
            "application/json;charset=utf-16",
            "nonsense");

    private static final String BOUNDARY = "b";

    /** Bytes of a body that are on their way before an answer can be. */
    private static final int SENT_AT_ONCE = 16 * 1024;

    private static OtherHost host;

    @LocalServerPort
    private int port;

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

    @Test
    void areNeverAnsweredByAnErrorOfTheServersOwn() {
        JsonNode document = Api.on(port).get("/openapi.json").json();
        Api alice = Api.on(port).as("alice");
        Api bob = Api.on(port).as("bob");
        List<Api> callers = List.of(
                alice, alice, alice, bob, Api.on(port).as("admin"), Api.on(port).as("publisher"), Api.on(port));
        var random = new Random(SEED);
        int requests = 0;
        int accepted = 0;
        int unanswered = 0;
        var reached = new TreeSet<String>();

        for (int round = 0; round < ROUNDS; round++) {
            var things = new Things(alice, bob, host, Actor.EDITOR);
            THINGS.forEach(things::id);
            for (Route route : routes(document)) {
                var values = new WildValues(random, document, fitting(route, things));
                Answer answer = send(route, values, callers);
                requests++;
                if (answer == null) {
                    unanswered++;
                } else if (answer.status() < 400) {
                    accepted++;
                    reached.add(route.method() + " " + route.path());
                }
            }
        }

        System.out.printf(
                "%,d wild requests with seed %d, of which %,d were accepted, at %d of %d routes%n",
                requests, SEED, accepted, reached.size(), routes(document).size());
        assertThat(requests).isGreaterThan(50 * ROUNDS);
        assertThat(unanswered).as("requests without an answer").isLessThan(requests / 100);
        assertThat(reached)
                .as("routes where something came as far as the services")
                .contains("post /api/assets")
                .hasSizeGreaterThan(routes(document).size() / 2);
    }

    /** What the document says of a route. */
    private record Route(String method, String path, JsonNode operation) {}

    private static List<Route> routes(JsonNode document) {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation -> new Route(operation.getKey(), path.getKey(), operation.getValue())))
                .toList();
    }

    /** Returns what fits the members and parameters of a route, whose ids are those of the thing in its path. */
    private static Map<String, String> fitting(Route route, Things things) {
        var fitting = new TreeMap<>(Map.of(
                "parent_id", things.id("folder"),
                "folder_id", things.id("folder"),
                "asset_id", things.id("file"),
                "workspace_id", things.id("workspace"),
                "workflow_id", things.id("workflow"),
                "name", "n" + UUID.randomUUID(),
                "title", "title",
                "kind", "checksum",
                "role", "viewer"));
        fitting.put("user", "bob");
        fitting.put("text", "text");
        fitting.put("q", "word");
        fitting.put("destinations", "/topic/bench/1");
        fitting.put("threadId", things.id("thread"));
        fitting.put("nodeId", things.id("node"));
        fitting.put("number", "1");
        String[] segments = route.path().split("/", -1);
        if (segments.length > 3) {
            String kind = segments[2].equals("assets") ? "file" : segments[2].replaceAll("s$", "");
            fitting.put("id", THINGS.contains(kind) ? things.id(kind) : "none");
        }
        return fitting;
    }

    /** Sends a request and returns its answer, {@code null} if that got lost because the request was refused while it was sent. */
    private static @Nullable Answer send(Route route, WildValues values, List<Api> callers) {
        String path = route.path();
        var query = new ArrayList<String>();
        for (JsonNode parameter : route.operation().path("parameters")) {
            String name = parameter.path("name").asString();
            String value = name.equals("wait") ? values.oneOf(WAITS) : shortened(values.text(name));
            switch (parameter.path("in").asString()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(value.isEmpty() ? "-" : value));
                case "query" ->
                    Stream.of(value)
                            .filter(one -> !values.oneIn(4))
                            .map(one -> name + "=" + encoded(one))
                            .forEach(query::add);
                default -> {}
            }
        }
        String target = query.isEmpty() ? path : path + "?" + String.join("&", query);
        var headers = new ArrayList<String>();
        HEADERS.forEach((name, choices) -> {
            if (values.oneIn(6)) {
                headers.addAll(List.of(name, values.oneOf(choices)));
            }
        });
        byte[] body = new byte[0];
        var types = new ArrayList<>(route.operation().at("/requestBody/content").propertyNames());
        if (!types.isEmpty()) {
            String type = values.oneOf(types);
            JsonNode schema = route.operation()
                    .path("requestBody")
                    .path("content")
                    .path(type)
                    .path("schema");
            boolean isMultipart = type.equals(MediaType.MULTIPART_FORM_DATA_VALUE);
            body = isMultipart ? values.multipart(schema, BOUNDARY) : values.body(schema);
            String named = isMultipart ? type + "; boundary=" + BOUNDARY : type;
            headers.addAll(List.of("Content-Type", values.oneIn(8) ? values.oneOf(TYPES) : named));
        }
        Answer answer;
        try {
            answer = values.oneOf(callers).send(route.method().toUpperCase(Locale.ROOT), target, body, headers);
        } catch (AssertionError ex) {
            if (body.length > SENT_AT_ONCE) {
                return null;
            }
            throw ex;
        }
        check(answer, route, target, headers, body);
        return answer;
    }

    private static void check(Answer answer, Route route, String target, List<String> headers, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        String request = "%s %s %s %s with seed %d"
                .formatted(
                        route.method(),
                        target.substring(0, Math.min(target.length(), 300)),
                        headers,
                        text.substring(0, Math.min(text.length(), 1_000)),
                        SEED);
        assertThat(answer.status()).as("%s: %s", request, answer.text()).isLessThan(500);
        if (answer.status() < 300 && answer.status() != 206) {
            assertThat(route.operation().path("responses").has("" + answer.status()))
                    .as("%s: %d is described", request, answer.status())
                    .isTrue();
        }
        if (answer.status() >= 400 && answer.body().length > 0) {
            assertThat(answer.header("Content-Type")).as(request).startsWith("application/problem+json");
            assertThat(answer.json().path("status").asInt()).as(request).isEqualTo(answer.status());
            assertThat(answer.text()).as(request).doesNotContain("Exception", "dev.tidings", "at java.", "<html");
        }
    }

    /** Returns as much of a text as an address may hold. */
    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), 1_000));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
