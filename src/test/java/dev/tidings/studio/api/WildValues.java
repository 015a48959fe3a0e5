package dev.tidings.studio.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Values that a request may hold: mostly such as a schema describes, now and then anything else. */
final class WildValues {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_DEPTH = 6;
    private static final int MAX_BODY = 300_000;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "name",
            "root",
            ".",
            "..",
            "../../etc/passwd",
            "%2e%2e%2f",
            "a/b",
            "a\\b",
            "\u0000",
            "\ud800",
            "\u202etxt.exe",
            "\r\nX-Injected: 1",
            "\uD83D\uDE00".repeat(100),
            "x".repeat(64),
            "x".repeat(256),
            "x".repeat(70_000),
            "'; drop table asset; --",
            "<script>alert(1)</script>",
            "${jndi:ldap://localhost/a}",
            "null",
            "true",
            "-1",
            "0",
            "1",
            "2147483648",
            "9223372036854775808",
            "1e400",
            "NaN",
            "2026-13-45T25:00:00Z",
            "a* ~b^2 \"c AND (",
            "*",
            "?",
            "http://localhost/file",
            "file:///etc/passwd",
            "http://[",
            "/topic/assets/root@x:0",
            "/topic/bench/1",
            "checksum",
            "viewer",
            "owner",
            "alice",
            "bob");

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "7",
            "100",
            "1.5",
            "2147483648",
            "9223372036854775807",
            "1e30",
            "1e-30",
            "-0.0",
            "12345678901234567890");

    private static final List<String> BODIES = List.of(
            "",
            "{",
            "{}",
            "[]",
            "[{}]",
            "null",
            "7",
            "\"text\"",
            "true",
            "{\"name\":}",
            "{\"name\":\"a\",\"name\":\"b\"}",
            "{\"a\":1}{\"b\":2}",
            "\uFEFF{}",
            "[".repeat(5_000),
            "{\"a\":".repeat(5_000),
            "\"" + "x".repeat(300_000) + "\"",
            "<a/>");

    private final Random random;
    private final JsonNode document;
    private final Map<String, String> fitting;

    /**
     * Creates a source of values.
     *
     * @param document OpenAPI document that references lead into
     * @param fitting values that are right for members and parameters, by their names
     */
    WildValues(Random random, JsonNode document, Map<String, String> fitting) {
        this.random = random;
        this.document = document;
        this.fitting = fitting;
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    String text() {
        return oneIn(2) ? oneOf(List.copyOf(new TreeSet<>(fitting.values()))) : oneOf(TEXTS);
    }

    /** Returns a text that mostly fits the name. */
    String text(String name) {
        String right = fitting.get(name);
        return right == null || oneIn(4) ? text() : right;
    }

    /** Returns a body: what the schema describes, something like it, or no JSON at all. */
    byte[] body(JsonNode schema) {
        if (oneIn(6)) {
            return oneIn(6)
                    ? new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'}
                    : oneOf(BODIES).getBytes(StandardCharsets.UTF_8);
        }
        byte[] body = JSON.writeValueAsBytes(value("", schema, 0));
        // Of one that is far too large the server does not read the end, and the client may see no answer.
        return body.length > MAX_BODY ? Arrays.copyOf(body, MAX_BODY) : body;
    }

    /** Returns a body of several parts, mostly those of the schema. */
    byte[] multipart(JsonNode schema, String boundary) {
        var body = new StringBuilder();
        schema.path("properties").forEachEntry((name, property) -> {
            if (!oneIn(6)) {
                boolean isFile = property.path("format").asString("").equals("binary");
                body.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n"
                        .formatted(
                                boundary,
                                oneIn(8) ? text() : name,
                                isFile ? "; filename=\"%s\"".formatted(fileName()) : "",
                                isFile ? text() : text(name)));
            }
        });
        if (!oneIn(8)) {
            body.append("--").append(boundary).append("--\r\n");
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String fileName() {
        return oneIn(3)
                ? oneOf(List.of("", "a\"b", "../x", "x".repeat(300), "a.txt\u0000"))
                : "n" + random.nextInt(1_000_000);
    }

    private JsonNode value(String name, JsonNode schema, int depth) {
        if (oneIn(15)) {
            return anything();
        }
        JsonNode resolved = resolve(schema);
        if (resolved.has("enum")) {
            return resolved.path("enum")
                    .get(random.nextInt(resolved.path("enum").size()));
        }
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            if (resolved.has(choice)) {
                JsonNode choices = resolved.path(choice);
                return value(name, choices.get(random.nextInt(choices.size())), depth);
            }
        }
        return switch (typeOf(resolved)) {
            case "object" -> object(resolved, depth);
            case "array" -> array(name, resolved, depth);
            case "integer", "number" -> JSON.readTree(oneOf(NUMBERS));
            case "boolean" -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
            default -> JSON.getNodeFactory().stringNode(text(name));
        };
    }

    private JsonNode resolve(JsonNode schema) {
        JsonNode resolved = schema;
        while (resolved.has("$ref")) {
            resolved = document.at(resolved.path("$ref").asString().substring(1));
        }
        return resolved;
    }

    private static String typeOf(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (schema.has("properties") || schema.has("additionalProperties")) {
            return "object";
        }
        return type.isArray() ? type.get(0).asString() : type.asString("string");
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (depth < MAX_DEPTH && !oneIn(8)) {
                object.set(property.getKey(), value(property.getKey(), property.getValue(), depth + 1));
            }
        }
        if (oneIn(10) || schema.has("additionalProperties")) {
            object.set(text(), anything());
        }
        return object;
    }

    private ArrayNode array(String name, JsonNode schema, int depth) {
        ArrayNode array = JSON.createArrayNode();
        int size = oneIn(30) ? 1_100 : random.nextInt(4);
        for (int i = 0; i < size && depth < MAX_DEPTH; i++) {
            array.add(value(name, schema.path("items"), depth + 1));
        }
        return array;
    }

    private JsonNode anything() {
        List<Supplier<JsonNode>> all = List.of(
                () -> JSON.getNodeFactory().nullNode(),
                () -> JSON.getNodeFactory().stringNode(text()),
                () -> JSON.readTree(oneOf(NUMBERS)),
                () -> JSON.getNodeFactory().booleanNode(true),
                JSON::createArrayNode,
                () -> JSON.createArrayNode().addNull().add("a").add(1),
                JSON::createObjectNode,
                () -> JSON.createObjectNode().put("id", text()).putNull("name"));
        return oneOf(all).get();
    }
}
