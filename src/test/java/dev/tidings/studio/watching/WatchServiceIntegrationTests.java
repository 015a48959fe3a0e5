package dev.tidings.studio.watching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Topic;
import dev.tidings.http.LiveList;
import dev.tidings.instance.Instances;
import dev.tidings.monitoring.Audience;
import dev.tidings.support.NumberedChanges;
import dev.tidings.support.RunningApplication;
import dev.tidings.support.Together;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What is announced of a source after each look. */
@RunningApplication
class WatchServiceIntegrationTests {

    @Autowired
    private WatchService service;

    @Autowired
    private Look look;

    @Autowired
    private ChangeLog changes;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Audience audience;

    @Autowired
    private LiveList lists;

    @Autowired
    private Clock clock;

    private final Source source =
            new Source(new Topic("notes", UUID.randomUUID().toString()), new TreeMap<>());

    record Note(String text) {}

    /** Notes in memory. */
    record Source(Topic topic, Map<String, Note> notes) implements WatchedSource {

        @Override
        public String type() {
            return "note";
        }

        @Override
        public Map<String, Note> read() {
            return notes;
        }
    }

    @Test
    void announcesWhatIsDifferentAndNothingElse() {
        source.notes().put("a", new Note("one"));
        source.notes().put("b", new Note("two"));
        look.at(source);
        look.at(source);
        assertThat(told()).containsExactly("created a one", "created b two");

        source.notes().put("a", new Note("other"));
        source.notes().remove("b");
        look.at(source);
        look.at(source);

        assertThat(told().subList(2, told().size())).containsExactly("updated a other", "deleted b ");
        assertThat(service.read(source)).singleElement().satisfies(note -> {
            assertThat(note.path("id").asString()).isEqualTo("a");
            assertThat(note.path("text").asString()).isEqualTo("other");
            assertThat(note.path("etag").asString()).isNotBlank();
        });
    }

    @Test
    void twoThatLookAtOnceAnnounceOnce() throws Exception {
        source.notes().put("a", new Note("one"));

        Together.run(this::look, this::look);

        assertThat(told()).containsExactly("created a one");
    }

    private boolean look() {
        look.at(source);
        return true;
    }

    @Test
    void whatWasSeenBeforeSomebodyElseWroteIsNotWritten() {
        long before = service.countChanges(source);
        source.notes().put("a", new Note("one"));
        look.at(source);

        service.write(source, Map.of(), before);

        assertThat(told()).containsExactly("created a one");
    }

    @Test
    void looksOnTheFirstInstanceAndWhileSomebodyListens() {
        source.notes().put("a", new Note("one"));

        watches(true).look();
        assertThat(told()).as("nobody listens").isEmpty();

        listenElsewhere();
        watches(false).look();
        assertThat(told()).as("another instance is first").isEmpty();

        watches(true).look();
        assertThat(told()).containsExactly("created a one");
    }

    @Test
    void aSourceThatCannotBeReadStaysAsItWasSeenAndSpoilsNoOther() {
        source.notes().put("a", new Note("one"));
        look.at(source);
        listenElsewhere();
        source.notes().put("b", new Note("two"));
        var broken = new WatchedSource() {
            @Override
            public String type() {
                return "note";
            }

            @Override
            public Topic topic() {
                return source.topic();
            }

            @Override
            public Map<String, Note> read() {
                throw new IllegalStateException("away");
            }
        };

        watches(true, broken).look();
        assertThat(told()).containsExactly("created a one");

        watches(true, broken, source).look();
        assertThat(told()).containsExactly("created a one", "created b two");
    }

    /** Has another instance report that one of its sessions listens to the source. */
    private void listenElsewhere() {
        String other = UUID.randomUUID().toString();
        jdbc.sql("insert into session_reporter (instance_id, reported_at) values (?, current_timestamp)")
                .param(other)
                .update();
        jdbc.sql("insert into session_report (instance_id, reader, room, sessions) values (?, 'alice', ?, 1)")
                .params(other, source.topic().address())
                .update();
    }

    private Watches watches(boolean first, WatchedSource... sources) {
        var instances = new Instances() {
            @Override
            public String self() {
                return "b";
            }

            @Override
            public Set<String> alive() {
                return first ? Set.of("b", "c") : Set.of("a", "b");
            }
        };
        List<WatchedSource> watched = sources.length == 0 ? List.of(source) : List.of(sources);
        return new Watches(
                watched,
                look,
                service,
                audience,
                instances,
                changes,
                lists,
                new WatchingProperties(Duration.ofSeconds(2)),
                clock);
    }

    private List<String> told() {
        return NumberedChanges.bodies(changes, jdbc, source.topic(), 0).stream()
                .map(WatchServiceIntegrationTests::describe)
                .toList();
    }

    private static String describe(JsonNode change) {
        return "%s %s %s"
                .formatted(
                        change.path("event").asString(),
                        change.at("/resource/id").asString(),
                        change.at("/resource/text").asString(""));
    }
}
