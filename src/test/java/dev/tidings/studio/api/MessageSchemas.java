package dev.tidings.studio.api;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What {@code /asyncapi.yaml} and {@code /openapi.json} say of the shape of JSON, taken strictly: nothing else may be in it. */
final class MessageSchemas {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OF_MESSAGES = "/components/schemas/";
    private static final String OF_HTTP = "/http/";

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final ObjectNode whole;

    MessageSchemas(String asyncapi, JsonNode openapi) {
        JsonNode messages = JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(asyncapi));
        whole = (ObjectNode) JSON.readTree(messages.toString().replace("./openapi.json#" + OF_MESSAGES, "#" + OF_HTTP));
        whole.set(
                "http",
                JSON.readTree(openapi.at("/components/schemas")
                        .toString()
                        .replace("#" + OF_MESSAGES, "#" + OF_HTTP)
                        // Which one it is tells the discriminator, of which JSON Schema knows nothing.
                        .replace("\"oneOf\"", "\"anyOf\"")));
        whole.path("http").forEach(MessageSchemas::close);
        whole.at("/components/schemas").properties().stream()
                // What it says of any resource is not all that there is in one.
                .filter(schema -> !schema.getKey().equals("ResourceChange"))
                .forEach(schema -> close(schema.getValue()));
    }

    /** Has the members of an object, and what is in its lists, hold nothing but what is described. */
    private static void close(JsonNode schema) {
        schema.path("allOf").forEach(MessageSchemas::close);
        for (JsonNode member : schema.path("properties")) {
            closeValue(member);
        }
        if (schema.has("items")) {
            closeValue(schema.path("items"));
        }
    }

    private static void closeValue(JsonNode schema) {
        boolean isAnything = schema.path("$ref").asString("").equals("#" + OF_HTTP + "JsonNode");
        if (!isAnything && schema instanceof ObjectNode value && (value.has("$ref") || value.has("properties"))) {
            value.put("unevaluatedProperties", false);
        }
        close(schema);
    }

    /** Returns the document of the messages. */
    JsonNode document() {
        return whole;
    }

    /** Returns what is wrong with a message. */
    List<Error> errorsOf(JsonNode message) {
        return validate(message, JSON.createObjectNode().put("$ref", "#" + OF_MESSAGES + nameOf(message)));
    }

    /** Returns the name of the schema of a message, which is that of the message too. */
    String nameOf(JsonNode message) {
        for (Map.Entry<String, JsonNode> schema :
                whole.at("/components/schemas").properties()) {
            JsonNode members = schema.getValue().path("properties");
            if (isOf(members, "type", message) || isOf(members, "resource_type", message)) {
                return schema.getKey();
            }
        }
        throw new AssertionError("There is no schema for " + message);
    }

    private static boolean isOf(JsonNode members, String name, JsonNode message) {
        JsonNode only = members.path(name).path("const");
        return only.isString() && !only.asString().equals("resource_change") && only.equals(message.path(name));
    }

    /** Returns what is wrong with an answer to a request, whose schema is from {@code /openapi.json}. */
    List<Error> errorsOf(JsonNode answer, JsonNode schema) {
        return validate(
                answer, (ObjectNode) JSON.readTree(schema.toString().replace("#" + OF_MESSAGES, "#" + OF_HTTP)));
    }

    private List<Error> validate(JsonNode value, ObjectNode schema) {
        ObjectNode strict = schema.put("unevaluatedProperties", false);
        whole.properties().forEach(member -> strict.set(member.getKey(), member.getValue()));
        return registry.getSchema(strict).validate(value);
    }

    /** Returns the names of the messages that a destination carries. */
    Set<String> messagesAt(String address) {
        var names = new TreeSet<String>();
        for (JsonNode channel : whole.path("channels")) {
            String pattern = channel.path("address").asString().replace("{id}", "[^/]+");
            if (address.matches(pattern)) {
                names.addAll(channel.path("messages").propertyNames());
            }
        }
        return names;
    }

    /** Returns the references that lead nowhere. */
    Set<String> danglingReferences() {
        var dangling = new TreeSet<String>();
        whole.findValuesAsString("$ref").stream()
                .filter(reference -> !reference.startsWith("#")
                        || whole.at(reference.substring(1)).isMissingNode())
                .forEach(dangling::add);
        return dangling;
    }
}
