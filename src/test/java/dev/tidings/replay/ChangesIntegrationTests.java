package dev.tidings.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Topic;
import dev.tidings.destination.UserQueue;
import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.Instance;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tests for {@code GET /api/changes}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangesIntegrationTests {

    private final Instance instance = Instance.embedded();
    private final Api alice = instance.api().as("alice");
    private final String epoch = instance.bean(ChangeLog.class).head(topic()).epoch();

    private static Topic topic() {
        return new Topic("notes", UUID.randomUUID().toString());
    }

    @Test
    void givesWhatCameAfterAPositionInOrder() {
        Topic topic = topic();
        instance.announceAll(List.of("a", "b", "c"), topic);

        Answer answer = changes("", from(topic, 1));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        JsonNode stream = answer.json().path("streams").path(0);
        assertThat(stream.propertyNames()).containsExactlyInAnyOrder("destination", "position", "changes");
        assertThat(stream.path("destination").asString()).isEqualTo(topic.address());
        assertThat(stream.path("position").asString()).isEqualTo(epoch + ":3");
        assertThat(stream.path("changes").path(0).path("sequence").asLong()).isEqualTo(2);
        assertThat(stream.path("changes").path(0).path("change").path("type").asString())
                .isEqualTo("resource_change");
        assertThat(ids(stream)).containsExactly("b", "c");
    }

    @Test
    void givesNothingAtTheHead() {
        Topic topic = topic();
        instance.announce("a", topic);

        JsonNode stream = stream(changes("", from(topic, 1)), 0);

        assertThat(stream.path("position").asString()).isEqualTo(epoch + ":1");
        assertThat(stream.path("changes").isEmpty()).isTrue();
    }

    @Test
    void saysThatThereIsMoreBeyondTheLimit() {
        Topic topic = topic();
        instance.announceAll(List.of("a", "b", "c"), topic);

        JsonNode first = stream(changes("&limit=2", from(topic, 0)), 0);
        JsonNode rest = stream(changes("&limit=2", from(topic, 2)), 0);

        assertThat(ids(first)).containsExactly("a", "b");
        assertThat(first.path("more").asBoolean()).isTrue();
        assertThat(first.path("position").asString()).isEqualTo(epoch + ":2");
        assertThat(ids(rest)).containsExactly("c");
        assertThat(rest.has("more")).isFalse();
    }

    @Test
    void asksForASnapshotWhereAReplayWouldNotBeComplete() {
        Topic topic = topic();
        instance.announce("a", topic);

        JsonNode ahead = stream(changes("", from(topic, 2)), 0);
        JsonNode changed = stream(changes("", topic.address() + "@other:1"), 0);

        assertThat(ahead.path("reset").asString()).isEqualTo("ahead-of-head");
        assertThat(ahead.path("position").asString()).isEqualTo(epoch + ":1");
        assertThat(changed.path("reset").asString()).isEqualTo("epoch-changed");
        assertThat(changed.path("position").asString()).isEqualTo(epoch + ":1");
    }

    @Test
    void answersGoodStreamsBesideRefusedOnes() {
        Topic topic = topic();
        instance.announce("a", topic);
        instance.announce("for-bob", new UserQueue("bob", "jobs"));

        Answer answer = changes(
                "",
                "/topic/notes/secret@e:1",
                "/topic/notes/*@e:1",
                "/user/bob/queue/jobs@e:0",
                from(topic, 0),
                "/user/queue/jobs@" + epoch + ":0");

        assertThat(stream(answer, 0).path("error").asString()).isEqualTo("access_denied");
        assertThat(stream(answer, 0).has("position")).isFalse();
        assertThat(stream(answer, 1).path("error").asString()).isEqualTo("bad_destination");
        assertThat(stream(answer, 2).path("error").asString()).isEqualTo("bad_destination");
        assertThat(ids(stream(answer, 3))).containsExactly("a");
        assertThat(stream(answer, 4).has("error")).isFalse();
        assertThat(ids(stream(answer, 4))).doesNotContain("for-bob");
    }

    @Test
    void answersAWaitingRequestAsSoonAsAChangeIsCommitted() {
        Duration fastest = IntStream.range(0, 3)
                .mapToObj(i -> timeFromCommitToAnswer())
                .min(Duration::compareTo)
                .orElseThrow();

        // Without being told of the commit it would look once a second.
        assertThat(fastest).isLessThan(Duration.ofMillis(400));
    }

    private Duration timeFromCommitToAnswer() {
        Topic topic = topic();
        var answer = CompletableFuture.supplyAsync(() -> changes("&wait=20", from(topic, 0)));
        await().during(Duration.ofMillis(300)).until(() -> !answer.isDone());

        instance.announce("a", topic);
        long committed = System.nanoTime();

        assertThat(ids(stream(answer.orTimeout(10, TimeUnit.SECONDS).join(), 0)))
                .containsExactly("a");
        return Duration.ofNanos(System.nanoTime() - committed);
    }

    @Test
    void answersAWaitingRequestWithNothingWhenTheTimeIsOver() {
        Topic topic = topic();
        long start = System.nanoTime();

        Answer answer = changes("&wait=1", from(topic, 0));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(stream(answer, 0).path("changes").isEmpty()).isTrue();
        assertThat(Position.parse(stream(answer, 0).path("position").asString()))
                .isEqualTo(new Position(epoch, 0));
    }

    @Test
    void takesFiftyStreamsAndNotOneMore() {
        String[] fifty = IntStream.range(0, 50).mapToObj(i -> from(topic(), 0)).toArray(String[]::new);
        String[] more = Arrays.copyOf(fifty, 51);
        more[50] = from(topic(), 0);

        assertThat(changes("", fifty).json().path("streams").size()).isEqualTo(50);
        assertThat(changes("", more).isProblem(400).field()).isEqualTo("from");
    }

    @Test
    void refusesADestinationThatIsNamedTwice() {
        Topic topic = topic();

        assertThat(changes("", from(topic, 0), from(topic, 1)).isProblem(400).field())
                .isEqualTo("from");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/topic/notes/1",
                "/topic/notes/1@",
                "/topic/notes/1@e",
                "/topic/notes/1@e:",
                "/topic/notes/1@e:-1",
                "/topic/notes/1@e:1x",
                "/topic/notes/1@:1",
                "/topic/notes/1@e e:1",
                "/topic/notes/1@e:99999999999999999999"
            })
    void refusesAPositionOfAnotherForm(String from) {
        assertThat(changes("", from).isProblem(400).field()).isEqualTo("from");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=26", "wait=-1", "wait=x", "limit=0", "limit=1001", "limit=x"})
    void refusesParametersOutOfRange(String parameter) {
        assertThat(changes("&" + parameter, from(topic(), 0)).isProblem(400).field())
                .isEqualTo(parameter.split("=", 2)[0]);
    }

    @Test
    void requiresAStreamAndAToken() {
        assertThat(alice.get("/api/changes").isProblem(400).field()).isEqualTo("from");
        instance.api().get("/api/changes?from=x").isProblem(401);
    }

    private String from(Topic topic, long sequence) {
        return "%s@%s:%d".formatted(topic.address(), epoch, sequence);
    }

    private Answer changes(String parameters, String... from) {
        return alice.get("/api/changes?"
                + Arrays.stream(from)
                        .map(one -> "from=" + URLEncoder.encode(one, StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))
                + parameters);
    }

    private static JsonNode stream(Answer answer, int index) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("streams").path(index);
    }

    private static List<String> ids(JsonNode stream) {
        return stream.path("changes")
                .valueStream()
                .map(entry -> entry.path("change").path("resource").path("id").asString())
                .toList();
    }
}
