package dev.tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.change.ChangeKey;
import dev.tidings.changelog.ChangeBodies;
import dev.tidings.destination.DestinationCatalog;
import dev.tidings.destination.Topic;
import dev.tidings.destination.UserQueue;
import dev.tidings.support.MutableClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests for {@link ItemReader} and {@link ItemRules}. */
class ItemReaderTests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LOG_LINE =
            "{\"destinations\":[\"/topic/bench/1\"],\"change\":{\"type\":\"log\",\"n\":1}}";

    private final ItemReader reader = reader();

    private static ItemReader reader() {
        try (var context = new AnnotationConfigApplicationContext()) {
            TestPropertyValues.of(
                            "tidings.destinations.bench.read=authenticated",
                            "tidings.destinations.agents.read=authenticated",
                            "tidings.destinations.agents.types=task_update,planning_update")
                    .applyTo(context);
            context.scan(DestinationCatalog.class.getPackageName());
            context.registerBean(JsonMapper.class, () -> JSON);
            context.registerBean(Clock.class, () -> new MutableClock(Instant.parse("2026-01-02T03:04:05.678Z")));
            context.register(ChangeBodies.class, ItemRules.class, ItemReader.class);
            context.refresh();
            return context.getBean(ItemReader.class);
        }
    }

    @Test
    void readsAnItemWithAllItsFields() {
        Item item = one("""
                {"destinations":["/topic/bench/1","/user/a=2Eb/queue/bench"],"transient":true,"key":"job:7",
                 "change":{"type":"progress","change_id":"c-1","timestamp":"2020-01-01T00:00:00Z","n":1.10}}""");

        assertThat(item.isTransient()).isTrue();
        assertThat(item.change().destinations())
                .containsExactly(new Topic("bench", "1"), new UserQueue("a.b", "bench"));
        assertThat(item.change().key()).isEqualTo(new ChangeKey("job", "7"));
        assertThat(item.change().changeId()).isEqualTo("c-1");
        assertThat(item.change().body())
                .isEqualTo(
                        "{\"type\":\"progress\",\"change_id\":\"c-1\",\"timestamp\":\"2020-01-01T00:00:00Z\",\"n\":1.10}");
    }

    @Test
    void completesWhatAChangeLacks() {
        Item item = one(LOG_LINE);

        JsonNode body = JSON.readTree(item.change().body());
        assertThat(item.isTransient()).isFalse();
        assertThat(item.change().changeId()).matches("[0-9a-f-]{36}");
        assertThat(body.path("change_id").asString()).isEqualTo(item.change().changeId());
        assertThat(body.path("timestamp").asString()).isEqualTo("2026-01-02T03:04:05.678Z");
    }

    @ParameterizedTest
    @CsvSource({
        "false, , asset:7",
        "true,  , ",
        "false, x, asset:x",
        "true,  x, asset:x",
        "true,  job:x, job:x",
        "true,  job:x:y, job:x:y"
    })
    void knowsWhatAResourceChangeIsAbout(boolean isTransient, String key, String expected) {
        Item item = one("""
                {"destinations":["/topic/bench/1"],"transient":%s,"key":%s,"change":{"type":"resource_change",
                 "event":"updated","resource_type":"asset","resource":{"id":"7"}}}""".formatted(isTransient, key == null ? "null" : "\"" + key + "\""));

        assertThat(String.valueOf(item.change().key())).isEqualTo(String.valueOf(expected));
    }

    @Test
    void knowsWhatAnotherChangeIsAboutOnlyIfItIsTold() {
        assertThat(one(LOG_LINE).change().key()).isNull();
        assertThat(one(with("\"key\":\"7\"")).change().key()).isEqualTo(new ChangeKey("log", "7"));
    }

    @Test
    void readsLinesWithAndWithoutAnEndOfLine() {
        byte[] lines = utf8(LOG_LINE + "\r\n\n" + LOG_LINE + "\n" + LOG_LINE);

        assertThat(reader.readLines(lines)).hasSize(3);
        assertThat(reader.readLines(utf8(LOG_LINE + "\n"))).hasSize(1);
    }

    @Test
    void readsOneOrMany() {
        assertThat(reader.readOneOrMany(utf8(LOG_LINE))).hasSize(1);
        assertThat(reader.readOneOrMany(utf8("[" + LOG_LINE + "," + LOG_LINE + "]")))
                .hasSize(2);
        assertThat(refused(() -> reader.readOneOrMany(utf8(LOG_LINE + LOG_LINE)))
                        .getDetail())
                .isEqualTo("The request body must end behind the items");
    }

    @Test
    void readsAThousandItemsAndNotOneMore() {
        assertThat(reader.readArray(utf8(array(1_000)))).hasSize(1_000);

        assertThat(refused(() -> reader.readArray(utf8(array(1_001)))).getDetail())
                .isEqualTo("The request body must have 1 to 1000 items, but has more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[] | must have 1 to 1000 items, but has none",
                "{} | must be a JSON array of items",
                "5 | must be a JSON array of items",
                "[ | is not well-formed JSON at item 0, line 1, column 2",
                "[{] | is not well-formed JSON at item 0, line 1, column",
                "[{'a':1}] | is not well-formed JSON at item 0"
            })
    void refusesWhatIsNoArrayOfItems(String json, String reason) {
        assertThat(refused(() -> reader.readArray(utf8(json))).getDetail()).contains(reason);
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        assertThat(refused(() -> reader.readArray(utf8("[".repeat(100_000)))).getDetail())
                .isEqualTo("The request body is nested too deep or has too large a value at item 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s] x", "[%s],", "[%s][]", "[%s"})
    void refusesWhatStandsBehindTheArray(String form) {
        assertThat(refused(() -> reader.readArray(utf8(form.formatted(LOG_LINE))))
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void refusesAFieldThatIsThereTwice() {
        assertThat(refused(() -> reader.readArray(utf8("[{\"key\":\"a\",\"key\":\"b\"}]")))
                        .getStatus())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "5                                  | item                 | a number | must be a JSON object",
                "{'destination':[]}                 | destination          | an array | is no field of an item. Expected one of [destinations, change, transient, key]",
                "{'transient':1}                    | transient            | 1      | must be true or false",
                "{}                                 | destinations         | absent | must be an array of 1 to 50 addresses",
                "{'destinations':[]}                | destinations         | an array | must be an array of 1 to 50 addresses",
                "{'destinations':'/topic/bench/1'}  | destinations         | '/topic/bench/1' | must be an array of 1 to 50 addresses",
                "{'destinations':[null]}            | destinations.0       | null   | must be text",
                "{'destinations':['/topic/bench']}  | destinations.0       | '/topic/bench' | must be an address (Destination '/topic/bench' does not exist. Expected /topic/{plural}/{id} or /user/queue/{name})",
                "{'destinations':['/user/queue/bench']} | destinations.0   | '/user/queue/bench' | Expected /user/{name}/queue/{name}",
                "{'destinations':['/topic/bench/1','/topic/bench/1']} | destinations.1 | '/topic/bench/1' | must be named once"
            })
    void namesIndexFieldValueAndRuleOfABadItem(String item, String field, String value, String rule) {
        assertRefused(item.replace('\'', '"'), field, value.replace('\'', '"'), rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "5                                            | change             | a number | must be a JSON object",
                "{}                                           | change.type        | absent  | must be text",
                "{'type':''}                                  | change.type        | ''      | must match [A-Za-z0-9_.-]{1,64}",
                "{'type':'a','change_id':'a b'}               | change.change_id   | 'a b'   | must match [A-Za-z0-9_-]{1,36}",
                "{'type':'a','change_id':1}                   | change.change_id   | 1       | must be text",
                "{'type':'a','timestamp':'now'}               | change.timestamp   | 'now'   | must be a time in UTC such as",
                "{'type':'a','timestamp':'2026-01-01T00:00:00+01:00'} | change.timestamp | '2026-01-01T00:00:00+01:00' | must be a time in UTC",
                "{'type':'resource_change'}                   | change.event       | absent  | must be text",
                "{'type':'resource_change','event':'x'}       | change.event       | 'x'     | must be one of [created, updated, deleted, moved]",
                "{'type':'resource_change','event':'moved'}   | change.resource_type | absent | must be text",
                "{'type':'resource_change','event':'moved','resource_type':'a:b'} | change.resource_type | 'a:b' | must match",
                "{'type':'resource_change','event':'moved','resource_type':'a'} | change.resource | absent | must be a JSON object",
                "{'type':'resource_change','event':'moved','resource_type':'a','resource':{}} | change.resource.id | absent | must be text",
                "{'type':'resource_change','event':'moved','resource_type':'a','resource':{'id':7}} | change.resource.id | 7 | must be text",
                "{'type':'resource_change','event':'moved','resource_type':'a','resource':{'id':''}} | change.resource.id | '' | must be fit for a key"
            })
    void namesWhatIsWrongWithAChange(String change, String field, String value, String rule) {
        assertRefused(
                "{\"destinations\":[\"/topic/bench/1\"],\"change\":" + change.replace('\'', '"') + "}",
                field,
                value.replace('\'', '"'),
                rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topic/assets/1", "/topic/unknown/1", "/user/alice/queue/jobs"})
    void refusesDestinationsThatNoSettingDeclares(String address) {
        ProblemDetail problem =
                refused(() -> reader.readArray(utf8("[" + LOG_LINE.replace("/topic/bench/1", address) + "]")));

        assertThat(problem.getStatus()).isEqualTo(403);
        assertThat(problem.getDetail())
                .isEqualTo("Item 0: 'destinations.0' must be declared by a setting 'tidings.destinations.<name>.read',"
                        + " but is \"" + address + "\"");
    }

    @Test
    void takesOnlyTheTypesThatASettingNames() {
        String item = LOG_LINE.replace("/topic/bench/1", "/topic/agents/1");

        assertThat(one(item.replace("\"log\"", "\"task_update\"")).change().destinations())
                .containsExactly(new Topic("agents", "1"));
        assertRefused(
                item, "change.type", "\"log\"", "must be one of [planning_update, task_update] at '/topic/agents/1'");
    }

    @Test
    void refusesKeysThatAreTooLong() {
        assertRefused(
                with("\"key\":\"" + "k".repeat(191) + "\""),
                "key",
                "\"" + "k".repeat(79) + "…",
                "must be fit for a key");
    }

    @Test
    void refusesMoreThanFiftyDestinations() {
        String fifty = IntStream.range(0, 50)
                .mapToObj(i -> "\"/topic/bench/" + i + "\"")
                .collect(Collectors.joining(","));

        assertThat(one(LOG_LINE.replace("\"/topic/bench/1\"", fifty)).change().destinations())
                .hasSize(50);
        assertThat(refused(() -> one(LOG_LINE.replace("\"/topic/bench/1\"", fifty + ",\"/topic/bench/x\"")))
                        .getDetail())
                .contains("'destinations' must be an array of 1 to 50 addresses");
    }

    @Test
    void refusesALargeChangeThatHasNoResourceToLeaveOut() {
        String text = "x".repeat(ChangeBodies.MAX_BODY_BYTES);

        assertThat(refused(() -> one(LOG_LINE.replace("\"n\":1", "\"text\":\"" + text + "\"")))
                        .getDetail())
                .startsWith("Item 0: 'change' must have at most 65536 bytes of JSON, but is an object");
        assertThat(one("""
                        {"destinations":["/topic/bench/1"],"change":{"type":"resource_change","event":"created",
                         "resource_type":"asset","resource":{"id":"7","text":"%s"}}}""".formatted(text)).change().body())
                .contains("\"resource\":{\"id\":\"7\"}", "\"body\":\"omitted\"");
    }

    @Test
    void refusesHalvesOfSurrogatePairs() {
        assertThat(refused(() -> one(LOG_LINE.replace("\"n\":1", "\"n\":\"\\ud800\"")))
                        .getDetail())
                .contains("'change' must be well-formed Unicode");
    }

    private void assertRefused(String item, String field, String value, String rule) {
        ProblemDetail problem = refused(() -> reader.readArray(utf8("[" + LOG_LINE + "," + item + "]")));

        assertThat(problem.getStatus()).isEqualTo(400);
        assertThat(Objects.requireNonNull(problem.getProperties()))
                .containsEntry("index", 1)
                .containsEntry("field", field)
                .containsEntry("value", value);
        assertThat(problem.getDetail())
                .startsWith("Item 1: '" + field + "' ")
                .contains(rule)
                .endsWith(", but is " + value);
    }

    private Item one(String item) {
        List<Item> items = reader.readArray(utf8("[" + item + "]"));
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    private static ProblemDetail refused(Runnable reading) {
        var refusal = catchThrowableOfType(ErrorResponseException.class, reading::run);
        assertThat(refusal).isNotNull();
        return refusal.getBody();
    }

    private static String with(String field) {
        return LOG_LINE.replace("}}", "}," + field + "}");
    }

    private static String array(int count) {
        return IntStream.range(0, count).mapToObj(i -> LOG_LINE).collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
