package dev.tidings.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.MessageType;
import dev.tidings.change.ResourceChange;
import dev.tidings.changelog.ChangeBodies.Body;
import dev.tidings.changelog.ChangeBodies.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tests for {@link ChangeBodies} and {@link MutationIds}. */
class ChangeBodiesTests {

    private static final MessageType<Progress> PROGRESS = new MessageType<>("node_progress", Progress.class);
    private static final Cause CAUSE = new Cause("c-1", "m-1", Instant.parse("2026-01-01T01:02:03.000456Z"));

    private final JsonMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private final ChangeBodies bodies = new ChangeBodies(json, List.of(PROGRESS));

    @AfterEach
    void endRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void hasTheShapeOfTheWire() {
        String body = write(ResourceChange.created("asset", new Asset("7", "\"1\"", "folder")), CAUSE);

        assertThat(body)
                .isEqualTo("{\"type\":\"resource_change\",\"event\":\"created\",\"resource_type\":\"asset\","
                        + "\"resource\":{\"id\":\"7\",\"etag\":\"\\\"1\\\"\",\"content_type\":\"folder\"},"
                        + "\"change_id\":\"c-1\",\"mutation_id\":\"m-1\",\"timestamp\":\"2026-01-01T01:02:03.000Z\"}");
    }

    @Test
    void tellsTheOldPlaceOfWhatMoved() {
        JsonNode body = json.readTree(write(ResourceChange.moved("asset", Map.of("id", "7"), "old"), CAUSE));

        assertThat(body.path("event").asString()).isEqualTo("moved");
        assertThat(body.path("old_parent_id").asString()).isEqualTo("old");
    }

    @Test
    void hasNoMutationIdUnlessTheClientGaveOne() {
        String body = write(ResourceChange.deleted("asset", Map.of("id", "7")), new Cause("c-1", null, Instant.EPOCH));

        assertThat(body).doesNotContain("mutation_id").contains("\"timestamp\":\"1970-01-01T00:00:00.000Z\"");
    }

    @Test
    void travelsWholeUpToTheLimitInBytes() {
        int rest = bytes(write(ResourceChange.updated("asset", new Asset("7", "1", "")), CAUSE));
        var largest = new Asset("7", "1", "x".repeat(ChangeBodies.MAX_BODY_BYTES - rest));

        String body = write(ResourceChange.updated("asset", largest), CAUSE);

        assertThat(bytes(body)).isEqualTo(ChangeBodies.MAX_BODY_BYTES);
        assertThat(body).doesNotContain("omitted");
    }

    @Test
    void travelsThinOverTheLimitInBytes() {
        var large = new Asset("7", "1", "ü".repeat(ChangeBodies.MAX_BODY_BYTES / 2));

        JsonNode body = json.readTree(write(ResourceChange.updated("asset", large), CAUSE));

        assertThat(body.path("body").asString()).isEqualTo("omitted");
        assertThat(body.path("resource").propertyNames()).containsExactly("id", "etag");
        assertThat(body.path("change_id").asString()).isEqualTo("c-1");
    }

    @Test
    void travelsThinWithoutAnEtagThatTheResourceDoesNotHave() {
        var large = Map.of("id", "7", "text", "x".repeat(ChangeBodies.MAX_BODY_BYTES));

        JsonNode body = json.readTree(write(ResourceChange.deleted("asset", large), CAUSE));

        assertThat(body.path("resource").propertyNames()).containsExactly("id");
    }

    @Test
    void takesTheKeyFromTheResource() {
        assertThat(bodies.write(ResourceChange.deleted("asset", Map.of("id", "7")), CAUSE)
                        .key())
                .isEqualTo(new ChangeKey("asset", "7"));
        assertThat(bodies.write(ResourceChange.updated("node", Map.of("id", 7)), CAUSE)
                        .key())
                .isEqualTo(new ChangeKey("node", "7"));
    }

    @Test
    void refusesAResourceWithoutAnId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(ResourceChange.updated("asset", Map.of("name", "a")), CAUSE))
                .withMessage("A resource of type 'asset' has no 'id'. Changes go by it");
    }

    @Test
    void givesAMessageTheShapeOfItsType() {
        var message = PROGRESS.message(new ChangeKey("node", "7"), new Progress("7", 50));

        Body body = bodies.write(message, CAUSE);

        assertThat(body.json())
                .isEqualTo("{\"type\":\"node_progress\",\"node_id\":\"7\",\"percentage\":50,"
                        + "\"change_id\":\"c-1\",\"mutation_id\":\"m-1\",\"timestamp\":\"2026-01-01T01:02:03.000Z\"}");
        assertThat(body.key()).isEqualTo(new ChangeKey("node", "7"));
    }

    @Test
    void refusesAMessageOfATypeThatIsNotDeclared() {
        var type = new MessageType<>("node_end", Progress.class);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> bodies.write(type.message(new ChangeKey("node", "7"), new Progress("7", 1)), CAUSE))
                .withMessageContaining("'node_end'");
    }

    @Test
    void refusesAMessageOverTheLimitInBytes() {
        var large = new Progress("x".repeat(ChangeBodies.MAX_BODY_BYTES), 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> bodies.write(PROGRESS.message(new ChangeKey("node", "7"), large), CAUSE))
                .withMessageContaining("65536")
                .withMessageContaining("'node:7'");
    }

    @Test
    void refusesTwoTypesOfOneName() {
        var other = new MessageType<>("node_progress", Asset.class);

        assertThatIllegalStateException()
                .isThrownBy(() -> new ChangeBodies(json, List.of(PROGRESS, other)))
                .withMessageContaining("'node_progress'");
    }

    @Test
    void completesABodyFromOutside() {
        ObjectNode bare =
                json.createObjectNode().put("type", "execution_update").put("a", 1);
        ObjectNode whole = bare.deepCopy().put("change_id", "own").put("timestamp", "2020-01-01T00:00:00Z");

        assertThat(bodies.complete(bare, "c-1", CAUSE.timestamp()))
                .isEqualTo("{\"type\":\"execution_update\",\"a\":1,\"change_id\":\"c-1\","
                        + "\"timestamp\":\"2026-01-01T01:02:03.000Z\"}");
        assertThat(bodies.complete(whole, "c-1", CAUSE.timestamp()))
                .isEqualTo("{\"type\":\"execution_update\",\"a\":1,\"change_id\":\"own\","
                        + "\"timestamp\":\"2020-01-01T00:00:00Z\"}");
    }

    @Test
    void thinsOnlyAResourceChangeFromOutside() {
        String text = "x".repeat(ChangeBodies.MAX_BODY_BYTES);
        ObjectNode change = json.createObjectNode().put("type", "resource_change");
        change.putObject("resource").put("id", "7").put("etag", "1").put("text", text);
        ObjectNode other = json.createObjectNode().put("type", "log").put("text", text);

        String thin = bodies.complete(change, "c-1", CAUSE.timestamp());
        String large = bodies.complete(other, "c-1", CAUSE.timestamp());

        assertThat(ChangeBodies.isSmallEnough(thin)).isTrue();
        assertThat(thin).contains("\"resource\":{\"id\":\"7\",\"etag\":\"1\"}", "\"body\":\"omitted\"");
        assertThat(ChangeBodies.isSmallEnough(large)).isFalse();
        assertThat(large).contains(text);
    }

    @Test
    void takesTheMutationIdOfTheRequest() {
        beginRequest("M_1-a");

        assertThat(MutationIds.current()).isEqualTo("M_1-a");
    }

    @Test
    void hasNoMutationIdOutsideARequest() {
        assertThat(MutationIds.current()).isNull();
    }

    @Test
    void refusesAMutationIdThatIsMalformed() {
        beginRequest("a b");

        assertThatThrownBy(MutationIds::current)
                .isInstanceOf(ErrorResponseException.class)
                .hasMessageContaining("400")
                .hasMessageContaining(MutationIds.HEADER);
    }

    private String write(ResourceChange change, Cause cause) {
        return bodies.write(change, cause).json();
    }

    private static void beginRequest(String mutationId) {
        var request = new MockHttpServletRequest();
        request.addHeader(MutationIds.HEADER, mutationId);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    }

    private static int bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }

    private record Progress(String nodeId, int percentage) {}

    private record Asset(String id, String etag, String contentType) {}
}
