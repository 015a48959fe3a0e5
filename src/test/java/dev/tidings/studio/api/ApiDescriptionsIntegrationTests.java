package dev.tidings.studio.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.MessageType;
import dev.tidings.destination.TopicReaders;
import dev.tidings.destination.UserQueueName;
import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.OtherHost;
import dev.tidings.support.RunningApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** {@code /openapi.json} and {@code /asyncapi.yaml} against what there is. */
@RunningApplication
@TestPropertySource(properties = "tidings.secrets.key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
class ApiDescriptionsIntegrationTests {

    private static OtherHost host;

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private List<TopicReaders> topics;

    @Autowired
    private List<UserQueueName> queues;

    @Autowired
    private List<MessageType<?>> types;

    private JsonNode http;
    private MessageSchemas schemas;

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

    @BeforeEach
    void read() {
        http = Api.on(port).get("/openapi.json").json();
        schemas = new MessageSchemas(Api.on(port).get("/asyncapi.yaml").text(), http);
    }

    @Test
    void describeEveryRoute() {
        Set<String> described = http.path("paths").properties().stream()
                .flatMap(path -> path.getValue().propertyNames().stream()
                        .map(method -> Attempt.routeOf(method.toUpperCase(Locale.ROOT), path.getKey())))
                .collect(Collectors.toSet());

        assertThat(described)
                .isEqualTo(mappings.getHandlerMethods().keySet().stream()
                        .flatMap(mapping -> mapping.getPatternValues().stream()
                                .filter(path -> path.startsWith("/api/"))
                                .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                        .map(method -> Attempt.routeOf(method.name(), path))))
                        .collect(Collectors.toSet()));
    }

    @Test
    void nameEveryMemberAsItTravels() {
        assertThat(http.at("/components/schemas/AssetResource/properties").propertyNames())
                .contains("parent_id", "content_type");
        assertThat(http.at("/components/schemas").properties().stream()
                        .flatMap(schema -> schema.getValue().path("properties").propertyNames().stream()))
                .isNotEmpty()
                .allMatch(name -> name.matches("[a-z0-9_]+"));
    }

    @Test
    void nameWhatTheGuideForOtherMessagesLeadsTo() throws IOException {
        String guide = Files.readString(Path.of("src/docs/migration.md"));
        Set<String> addresses = schemas.document()
                .path("channels")
                .valueStream()
                .map(channel -> channel.path("address").asString())
                .collect(Collectors.toSet());
        Set<String> names = types.stream().map(MessageType::name).collect(Collectors.toSet());

        assertThat(Pattern.compile("`((?:SEND )?/(?:topic|user|app)/[^`]+)`")
                        .matcher(guide)
                        .results())
                .map(found -> found.group(1).replace("SEND ", "").replace("<id>", "{id}"))
                .isNotEmpty()
                .isSubsetOf(addresses);
        assertThat(Pattern.compile("`((?:dashboard|system|cost|connector)_[a-z_]+)`")
                        .matcher(guide)
                        .results())
                .map(found -> found.group(1))
                .hasSize(4)
                .isSubsetOf(names);
    }

    @Test
    void giveEachOperationANameOfItsOwnAndTellHowItFails() {
        List<JsonNode> operations = operations().toList();

        assertThat(operations)
                .extracting(operation -> operation.path("operationId").asString())
                .doesNotHaveDuplicates();
        assertThat(operations)
                .allSatisfy(operation -> assertThat(operation
                                .at("/responses/default/content/application~1problem+json/schema/$ref")
                                .asString())
                        .isEqualTo("#/components/schemas/Problem"));
        assertThat(schemas.errorsOf(Api.on(port).get("/api/me").json(), http.at("/components/schemas/Problem")))
                .isEmpty();
    }

    @Test
    void describeTheAnswers() {
        var things = new Things(Api.on(port).as("alice"), Api.on(port).as("bob"), host, Actor.EDITOR);
        Map<String, String> parameters =
                Map.of("/api/assets", "?parent_id=" + things.id("folder"), "/api/collections/{id}/search", "?q=word");
        var known = new TreeSet<String>();

        http.path("paths").properties().forEach(path -> {
            JsonNode content = path.getValue().at("/get/responses/200/content");
            String target = target(path.getKey(), things);
            boolean isJson =
                    !path.getKey().endsWith("/content") && !path.getKey().endsWith("/output");
            if (!target.contains("{")
                    && content.isObject()
                    && isJson
                    && !path.getKey().equals("/api/changes")) {
                Api caller = path.getKey().matches("/api/(admin|v1)/.*")
                        ? Api.on(port).as("admin")
                        : Api.on(port).as("alice");
                Answer answer = caller.get(target + parameters.getOrDefault(path.getKey(), ""));
                assertThat(answer.status()).as("%s %s", target, answer.text()).isEqualTo(200);
                JsonNode schema = content.iterator().next().path("schema");
                assertThat(schema.has("$ref"))
                        .as("%s tells what it answers with", path.getKey())
                        .isTrue();
                assertThat(schemas.errorsOf(answer.json(), schema))
                        .as(path.getKey())
                        .isEmpty();
                known.add(path.getKey());
            }
        });

        assertThat(known).hasSizeGreaterThan(25);
    }

    /** Puts ids of things into a path, each by the name of the thing before it. */
    private static String target(String path, Things things) {
        String target = path.replace("/assets/{id}/access", "/assets/" + things.id("folder") + "/access")
                .replace("/assets/{id}", "/assets/" + things.id("file"));
        for (String thing : List.of(
                "workspace",
                "thread",
                "workflow",
                "execution",
                "collection",
                "job",
                "download",
                "message",
                "version")) {
            target = target.replaceAll(
                    "/%ss/\\{[a-zA-Z]+}".formatted(thing), "/%ss/%s".formatted(thing, things.id(thing)));
        }
        return target;
    }

    @Test
    void leadNowhereWithNoReference() {
        assertThat(schemas.danglingReferences()).isEmpty();
    }

    @Test
    void describeEveryDestination() {
        Set<String> described = schemas.document().path("channels").properties().stream()
                .map(channel -> channel.getValue().path("address").asString())
                .filter(address -> !address.startsWith("/app/"))
                .map(address -> address.startsWith("/topic/") ? address.replaceAll("/[^/]*$", "") : address)
                .collect(Collectors.toSet());
        assertThat(schemas.document().path("channels").valueStream())
                .extracting(channel -> channel.path("address").asString())
                .contains(
                        "/topic/admin/system-metrics",
                        "/topic/admin/cost",
                        "/topic/admin/connectors",
                        "/topic/admin/routes",
                        "/topic/workflow-files/all");

        assertThat(described)
                .isEqualTo(Stream.concat(
                                topics.stream().map(topic -> "/topic/" + topic.topicName()),
                                queues.stream().map(queue -> "/user/queue/" + queue.name()))
                        .collect(Collectors.toSet()));
    }

    @Test
    void describeEveryTypeOfMessage() {
        Set<String> described = schemas.document().at("/components/schemas").properties().stream()
                .map(schema -> schema.getValue().at("/properties/type/const").asString(""))
                .filter(type -> !Set.of("", "resource_change", "error").contains(type))
                .collect(Collectors.toSet());

        assertThat(described)
                .isEqualTo(Stream.concat(
                                types.stream().map(MessageType::name), Stream.of("draining", "token_expiring", "pong"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void sendEveryMessageSomewhere() {
        Set<String> sent = schemas.document().path("channels").properties().stream()
                .flatMap(channel -> channel.getValue().path("messages").propertyNames().stream())
                .collect(Collectors.toSet());

        assertThat(sent)
                .isEqualTo(
                        Set.copyOf(schemas.document().at("/components/messages").propertyNames()));
    }

    private Stream<JsonNode> operations() {
        return http.path("paths").valueStream().flatMap(JsonNode::valueStream);
    }
}
