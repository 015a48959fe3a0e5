package dev.tidings.studio.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.MessageType;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Topic;
import dev.tidings.session.Session;
import dev.tidings.session.SessionNotices;
import dev.tidings.session.Sessions;
import dev.tidings.support.Api;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.OtherHost;
import dev.tidings.support.RunningApplication;
import dev.tidings.support.StompTestClient;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/**
 * Every type of message, byte for byte as in {@code src/test/resources/messages}, and as {@code /asyncapi.yaml} describes
 * it. With {@code -Dtidings.golden=write} the files are written instead.
 */
@RunningApplication
@TestPropertySource(
        properties = {
            "tidings.secrets.key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "tidings.watching.interval=100ms",
            "tidings.destinations.bench.read=authenticated"
        })
class GoldenMessagesIntegrationTests {

    private static final Path FILES = Path.of("src/test/resources/messages");
    private static final boolean WRITE =
            System.getProperty("tidings.golden", "").equals("write");

    private static OtherHost host;

    @TempDir
    private static Path workflowFiles;

    @LocalServerPort
    private int port;

    @Autowired
    private List<MessageType<?>> types;

    @Autowired
    private ChangeLog log;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Sessions sessions;

    @Autowired
    private SessionNotices notices;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @BeforeAll
    static void startHost() {
        host = new OtherHost();
    }

    @AfterAll
    static void stopHost() {
        host.close();
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        properties.add("tidings.models.allowed-hosts", () -> "localhost:" + host.port());
        properties.add("tidings.workflows.files", workflowFiles::toString);
    }

    @Test
    void areAsTheyWere() throws Exception {
        SortedMap<String, JsonNode> messages = new TreeMap<>();
        types.forEach(type -> messages.put(type.name(), announced(type)));
        Api anybody = Api.on(port);
        var schemas = new MessageSchemas(
                anybody.get("/asyncapi.yaml").text(),
                anybody.get("/openapi.json").json());
        messages.putAll(changesOfResources(schemas));
        messages.putAll(changesOfWorkflowFiles(schemas));
        messages.putAll(changesOfRoutes(schemas));
        messages.putAll(noticesOfASession());

        messages.forEach((name, message) ->
                assertThat(schemas.errorsOf(message)).as("%s %s", name, message).isEmpty());
        if (WRITE) {
            Files.createDirectories(FILES);
            for (Map.Entry<String, JsonNode> message : messages.entrySet()) {
                Files.writeString(FILES.resolve(message.getKey() + ".json"), stable(message.getValue()));
            }
        }
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(messages.keySet());
        }
        for (Map.Entry<String, JsonNode> message : messages.entrySet()) {
            assertThat(stable(message.getValue()))
                    .as(message.getKey())
                    .isEqualTo(Files.readString(FILES.resolve(message.getKey() + ".json")));
        }
    }

    /** Returns a message of a type, all of whose members are there. */
    private <T extends Record> JsonNode announced(MessageType<T> type) {
        Topic topic = new Topic("bench", UUID.randomUUID().toString());
        T content = type.content().cast(fill(type.content(), "content"));
        transactions.executeWithoutResult(
                transaction -> log.announce(type.message(new ChangeKey("golden", "1"), content), List.of(topic)));
        return changes(Api.on(port).as("alice"), topic.address()).getLast();
    }

    /** Returns what alice is told when each kind of resource is created, changed and deleted. */
    private Map<String, JsonNode> changesOfResources(MessageSchemas schemas) {
        Api alice = Api.on(port).as("alice");
        var things = new Things(alice, Api.on(port).as("bob"), host, Actor.EDITOR);
        List.of("workspace", "folder", "file", "message", "execution", "collection", "job", "model", "secret")
                .forEach(things::id);
        await().until(() -> alice.get("/api/jobs/" + things.id("job"))
                .json()
                .path("status")
                .asString()
                .equals("completed"));
        await().until(() -> alice.get("/api/collections/" + things.id("collection"))
                .json()
                .path("status")
                .asString()
                .equals("indexed"));
        // Only now: the end of the job is news as well.
        things.id("notification");
        String other = alice.folder(alice.home(), "other");
        alice.put("/api/assets/" + things.id("file"), Map.of("name", "b.txt"));
        alice.put("/api/assets/" + things.id("file"), Map.of("parent_id", other));
        alice.delete("/api/assets/" + things.id("file"));
        alice.put("/api/workspaces/" + things.id("workspace"), Map.of("name", "renamed"));
        alice.put("/api/workspaces/" + things.id("workspace") + "/members", Map.of("user", "bob", "role", "viewer"));
        alice.delete("/api/workspaces/" + things.id("workspace") + "/members?user=bob");
        String message = "/api/threads/%s/messages/%s".formatted(things.id("thread"), things.id("message"));
        alice.put(message, Map.of("text", "changed"));
        alice.delete(message);
        alice.put("/api/threads/" + things.id("thread"), Map.of("title", "changed"));
        alice.delete("/api/threads/"
                + alice.post("/api/threads", Map.of("title", "gone")).createdId());
        alice.put("/api/workflows/" + things.id("workflow"), Map.of("name", "changed"));
        alice.delete("/api/executions/" + things.id("execution"));
        alice.delete("/api/workflows/" + things.id("workflow"));
        alice.delete("/api/collections/" + things.id("collection"));
        alice.delete("/api/models/" + things.id("model"));
        alice.put("/api/notifications/" + things.id("notification"), Map.of("read", true));
        alice.delete("/api/notifications/" + things.id("notification"));
        alice.put("/api/secrets/" + things.id("secret"), Map.of("value", "other"));
        alice.delete("/api/secrets/" + things.id("secret"));

        var told = new TreeMap<String, JsonNode>();
        Stream.of(
                        "/topic/assets/" + things.id("folder"),
                        "/topic/assets/" + other,
                        "/topic/workspaces/" + things.id("workspace"),
                        "/topic/threads/" + things.id("thread"),
                        "/topic/executions/" + things.id("execution"),
                        "/user/queue/jobs",
                        "/user/queue/workspaces",
                        "/user/queue/threads",
                        "/user/queue/notifications",
                        "/user/queue/secrets",
                        "/user/queue/models",
                        "/user/queue/workflows",
                        "/user/queue/executions",
                        "/user/queue/collections")
                .forEach(address -> told.putAll(changesOfResources(alice, address, schemas)));
        return told;
    }

    /** Returns what readers are told when a program writes a workflow to a folder, changes and deletes it. */
    private Map<String, JsonNode> changesOfWorkflowFiles(MessageSchemas schemas) throws IOException {
        Api alice = Api.on(port).as("alice");
        Path file = workflowFiles.resolve("nightly.json");
        for (String name : List.of("Nightly", "Hourly")) {
            Files.writeString(file, "{\"name\":\"%s\",\"graph\":{\"nodes\":[],\"edges\":[]}}".formatted(name));
            await().until(() -> alice.get("/api/workflow-files").text().contains(name));
        }
        Files.delete(file);
        await().until(() -> !alice.get("/api/workflow-files").text().contains("nightly"));
        return changesOfResources(alice, "/topic/workflow-files/all", schemas);
    }

    /** Returns what admins are told when a route comes and goes. */
    private Map<String, JsonNode> changesOfRoutes(MessageSchemas schemas) throws ReflectiveOperationException {
        Api admin = Api.on(port).as("admin");
        await().until(() -> admin.get("/api/admin/routes").text().contains("GET /api/jobs"));
        var added = RequestMappingInfo.paths("/api/added")
                .methods(RequestMethod.GET)
                .options(mappings.getBuilderConfiguration())
                .build();
        mappings.registerMapping(added, this, getClass().getDeclaredMethod("added"));
        await().until(() -> admin.get("/api/admin/routes").text().contains("/api/added"));
        mappings.unregisterMapping(added);
        await().until(() -> !admin.get("/api/admin/routes").text().contains("/api/added"));
        return changesOfResources(admin, "/topic/admin/routes", schemas);
    }

    /** Returns what a client is told of its own session. */
    private Map<String, JsonNode> noticesOfASession() {
        var told = new TreeMap<String, JsonNode>();
        try (var client =
                StompTestClient.connected(port, Api.on(port).as("alice").token())) {
            client.subscribe("s", "/user/queue/session");
            for (Session session : sessions.all()) {
                notices.sendTokenExpiring(session, Duration.ofSeconds(60));
                notices.sendPong(session, "p-1");
                notices.sendDraining(session, Duration.ofMillis(1_500));
            }
            for (int i = 0; i < 3; i++) {
                JsonNode notice = client.expectMessage("s").json();
                told.put(notice.path("type").asString(), notice);
            }
        }
        return told;
    }

    /** Handles a route that comes and goes. */
    String added() {
        return "added";
    }

    /** Returns the last change of each kind in the stream of a destination, by type and event. */
    private Map<String, JsonNode> changesOfResources(Api reader, String address, MessageSchemas schemas) {
        var told = new TreeMap<String, JsonNode>();
        changes(reader, address).stream()
                .peek(change -> assertThat(schemas.messagesAt(address))
                        .as("messages at %s", address)
                        .contains(schemas.nameOf(change)))
                .filter(change -> change.path("type").asString().equals("resource_change"))
                .forEach(change -> told.put(
                        "%s_%s"
                                .formatted(
                                        change.path("resource_type").asString(),
                                        change.path("event").asString()),
                        change));
        return told;
    }

    /** Returns everything that is in the stream of a destination. */
    private List<JsonNode> changes(Api reader, String address) {
        NumberedChanges.in(log, jdbc);
        String epoch = log.head(new Topic("bench", "1")).epoch();
        return reader.get("/api/changes?limit=500&from=" + address + "@" + epoch + ":0")
                .json()
                .at("/streams/0/changes")
                .valueStream()
                .map(entry -> entry.path("change"))
                .toList();
    }

    /** Returns the bytes of a message without what is different each time. */
    private static String stable(JsonNode message) {
        return message.toString()
                        .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<uuid>")
                        .replaceAll("[0-9a-f]{8}_[0-9a-f]{4}_[0-9a-f]{4}_[0-9a-f]{4}_[0-9a-f]{12}", "<uuid>")
                        .replaceAll("(?i)S[0-9A-F]{8}(_[0-9A-F]{4}){3}_[0-9A-F]{12}", "<secret>")
                        .replaceAll("\"etag\":\"[^\"]*\"", "\"etag\":\"<etag>\"")
                        .replaceAll("localhost:\\d+", "<host>")
                        .replaceAll("20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z", "<time>")
                + "\n";
    }

    /** Returns a value of a type: of a record one all of whose components are there. */
    private static Object fill(Type type, String name) {
        if (type instanceof ParameterizedType of) {
            Object part = fill(of.getActualTypeArguments()[of.getActualTypeArguments().length - 1], name);
            return of.getRawType() == Map.class ? Map.of(name, part) : List.of(part);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return fillRecord(plain);
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        Object simple = Map.<Class<?>, Object>of(
                        String.class,
                        name,
                        int.class,
                        7,
                        Integer.class,
                        7,
                        long.class,
                        7L,
                        Long.class,
                        7L,
                        double.class,
                        0.5,
                        boolean.class,
                        true,
                        Instant.class,
                        Instant.EPOCH,
                        BigDecimal.class,
                        new BigDecimal("0.5"))
                .get(plain);
        if (simple == null) {
            throw new AssertionError("Nobody knows how to fill a %s".formatted(plain));
        }
        return simple;
    }

    private static Object fillRecord(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable
        Object[] values = Arrays.stream(components)
                .map(component -> fill(component.getGenericType(), component.getName()))
                .toArray();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(Arrays.stream(components)
                    .map(RecordComponent::getType)
                    .collect(Collectors.toList())
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException ex) {
            throw new LinkageError("Could not fill a " + type, ex);
        }
    }
}
