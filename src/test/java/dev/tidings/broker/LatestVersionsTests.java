package dev.tidings.broker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import dev.tidings.destination.Topic;
import dev.tidings.session.OutboundMessage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests for {@link LatestVersions}. */
class LatestVersionsTests {

    private static final Topic TOPIC = new Topic("notes", "1");
    private static final String LONG = "x".repeat(2_000);

    private final VersionBudget budget = new VersionBudget(1 << 20);
    private final LatestVersions versions = new LatestVersions(budget);
    private long sequence;

    @Test
    void tellsWhatIsDifferentFromTheLastVersion() {
        assertThat(updated("1", "a", "one", LONG)).isNull();

        OutboundMessage delta = requireNonNull(updated("1", "b", "two", LONG));

        assertThat(delta.position()).isEqualTo(new Position("e1", 2));
        assertThat(json(delta)).isEqualTo(JsonMapper.shared().readTree("""
                        {"type":"resource_change","event":"updated","resource_type":"note",
                         "resource":{"id":"1","etag":"b"},"change_id":"c","previous_etag":"a",
                         "patch":{"etag":"b","name":"two"}}
                        """));
        assertThat(json(requireNonNull(updated("1", "c", "three", LONG)))
                        .path("previous_etag")
                        .asString())
                .isEqualTo("b");
    }

    @Test
    void tellsTheWholeWhereTheDifferenceIsNoShorter() {
        updated("1", "a", "one", LONG);

        assertThat(updated("1", "b", "two", "y".repeat(2_000))).isNull();
        assertThat(updated("1", "c", "three", "y".repeat(2_000))).isNotNull();
    }

    @Test
    void tellsTheWholeOfWhatIsSmall() {
        updated("1", "a", "one", "short");

        assertThat(updated("1", "b", "two", "short")).isNull();
    }

    @Test
    void keepsTheVersionsOfEachResourceApart() {
        updated("1", "a", "one", LONG);

        assertThat(updated("2", "b", "two", LONG)).isNull();
    }

    @Test
    void tellsTheWholeOfAnythingButANewVersion() {
        updated("1", "a", "one", LONG);

        assertThat(change("moved", "1", "b", "two", LONG)).isNull();
        assertThat(updated("1", "c", "three", LONG)).isNotNull();
        assertThat(next("1", "not JSON " + LONG)).isNull();
        assertThat(next("1", "[\"%s\"]".formatted(LONG))).isNull();
        assertThat(next("1", "{\"event\":\"updated\",\"resource\":{\"id\":\"1\",\"text\":\"%s\"}}".formatted(LONG)))
                .isNull();
        assertThat(next(null, "{}")).isNull();
    }

    @Test
    void forgetsWhatChangedLongAgo() {
        String quarter = "x".repeat(80_000);
        for (int i = 1; i <= 4; i++) {
            updated("" + i, "a", "one", quarter);
        }

        assertThat(updated("1", "b", "two", quarter)).isNull();
        assertThat(updated("4", "b", "two", quarter)).isNotNull();
    }

    @Test
    void forgetsEverythingWhenToldTo() {
        updated("1", "a", "one", LONG);
        versions.forget();

        assertThat(updated("1", "b", "two", LONG)).isNull();
        versions.forget();
        assertThat(budget.take(1 << 20)).isTrue();
    }

    @Test
    void keepsNothingBeyondWhatAllStreamsMayKeep() {
        assertThat(budget.take((1 << 20) - 1_000)).isTrue();
        updated("1", "a", "one", LONG);

        assertThat(updated("1", "b", "two", LONG)).isNull();
    }

    @Test
    void tellsTheWholeOfAnotherResourceWithTheSameKey() {
        next("1", body("updated", "1", "a", "one", LONG));

        assertThat(next("1", body("updated", "2", "b", "two", LONG))).isNull();
        assertThat(next("1", body("updated", "2", "c", "two", LONG).replace("\"note\"", "\"page\"")))
                .isNull();
    }

    @Test
    void tellsTheWholeOfWhatCameWithoutItsResource() {
        String thin = "{\"type\":\"resource_change\",\"event\":\"updated\",\"resource_type\":\"note\","
                + "\"resource\":{\"id\":\"1\",\"etag\":\"%s\"},\"body\":\"omitted\",\"more\":\"" + LONG + "\"}";
        updated("1", "a", "one", LONG);

        assertThat(next("1", thin.formatted("b"))).isNull();
        assertThat(updated("1", "c", "two", LONG)).isNull();
    }

    private @Nullable OutboundMessage updated(String id, String etag, String name, String text) {
        return change("updated", id, etag, name, text);
    }

    private @Nullable OutboundMessage change(String event, String id, String etag, String name, String text) {
        return next(id, body(event, id, etag, name, text));
    }

    private static String body(String event, String id, String etag, String name, String text) {
        return """
                {"type":"resource_change","event":"%s","resource_type":"note",
                 "resource":{"id":"%s","etag":"%s","name":"%s","text":"%s"},"change_id":"c"}
                """.formatted(event, id, etag, name, text);
    }

    private @Nullable OutboundMessage next(@Nullable String id, String body) {
        return versions.delta(CarriedMessage.entry(
                TOPIC,
                new Position("e1", ++sequence),
                id == null ? null : new ChangeKey("note", id),
                null,
                CarriedMessage.JSON,
                body.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode json(OutboundMessage message) {
        return JsonMapper.shared().readTree(message.body());
    }
}
