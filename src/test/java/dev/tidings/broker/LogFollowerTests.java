package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLogEntry;
import dev.tidings.changelog.NumberedEntries;
import dev.tidings.destination.Topic;
import dev.tidings.instance.RepeatedTask.Pause;
import dev.tidings.support.InMemoryChangeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Tests for {@link LogFollower}, step by step. */
class LogFollowerTests {

    private static final Topic TOPIC = new Topic("notes", "1");

    private final InMemoryChangeLog log = new InMemoryChangeLog("e1");
    private final FakeEntries entries = new FakeEntries();
    private final FakeStreams streams = new FakeStreams();
    private final HeadChecks checks = new HeadChecks(log, streams);
    private boolean connected = true;
    private final LogFollower follower = new LogFollower(entries, streams, checks, () -> connected);

    @Test
    void feedsNothingWhileMessagesCome() {
        append(3);

        follower.wakeUp();
        follower.step();

        assertThat(streams.accepted()).isEmpty();
        assertThat(streams.repairs()).isEmpty();
    }

    @Test
    void beginsWithWhatTheStreamsMissAndGoesOnWithWhatIsNumbered() {
        append(3);
        streams.reached(TOPIC, at(1));
        connected = false;
        follower.follow();

        steps();
        assertThat(streams.repairs()).containsExactly(Map.entry(TOPIC, at(3)));
        assertThat(streams.accepted()).isEmpty();
        append(2);
        steps();

        assertThat(streams.accepted()).containsExactly(at(4), at(5));
        assertThat(streams.repairs()).hasSize(1);
    }

    @Test
    void missesNothingThatIsNumberedWhileItBegins() {
        append(3);
        connected = false;
        entries.afterLastId = () -> append(1);
        follower.follow();

        steps();

        assertThat(streams.accepted()).containsExactly(at(4));
    }

    @Test
    void readsOnWithoutAPauseWhileThereIsMore() {
        connected = false;
        follower.follow();
        steps();
        append(1_200);

        assertThat(follower.step()).isEqualTo(Pause.NONE);
        assertThat(streams.accepted()).hasSize(500);
        steps();

        assertThat(streams.accepted()).hasSize(1_200).doesNotHaveDuplicates();
    }

    @Test
    void goesOnUntilMessagesComeAndEverythingItFedIsPublished() {
        connected = false;
        follower.follow();
        steps();
        append(2);
        steps();

        connected = true;
        steps();
        append(1);
        steps();
        assertThat(streams.accepted()).containsExactly(at(1), at(2), at(3));
        entries.published = 3;
        steps();
        append(1);
        steps();

        assertThat(streams.accepted()).hasSize(3);
    }

    @Test
    void goesOnThoughEverythingIsPublishedIfMessagesDoNotCome() {
        connected = false;
        follower.follow();
        steps();
        append(1);
        entries.published = 1;
        steps();
        append(1);
        steps();

        assertThat(streams.accepted()).containsExactly(at(1), at(2));
    }

    @Test
    void followsAgainIfMessagesStopComingInTheMomentInWhichItEnds() {
        follower.follow();
        entries.whilePublishedIdIsRead = () -> {
            connected = false;
            follower.follow();
        };
        steps();

        append(1);
        steps();

        assertThat(streams.accepted()).containsExactly(at(1));
    }

    @Test
    void beginsAfreshTheNextTime() {
        follower.follow();
        steps();
        append(2);
        streams.reached(TOPIC, at(1));

        follower.follow();
        steps();

        assertThat(streams.repairs()).containsExactly(Map.entry(TOPIC, at(2)));
        assertThat(streams.accepted()).isEmpty();
    }

    private void steps() {
        for (int i = 0; i < 5; i++) {
            follower.step();
        }
    }

    private void append(int count) {
        entries.all.addAll(log.append(TOPIC, count));
    }

    private static Position at(int sequence) {
        return new Position("e1", sequence);
    }

    /** Entries numbered from 1, with moments at which something can happen. */
    private static final class FakeEntries implements NumberedEntries {

        private final List<ChangeLogEntry> all = new ArrayList<>();
        private long published;
        private Runnable afterLastId = () -> {};
        private Runnable whilePublishedIdIsRead = () -> {};

        @Override
        public long lastId() {
            long last = all.size();
            afterLastId.run();
            return last;
        }

        @Override
        public long publishedId() {
            Runnable moment = whilePublishedIdIsRead;
            whilePublishedIdIsRead = () -> {};
            moment.run();
            return published;
        }

        @Override
        public List<NumberedEntry> readAfter(long id, int limit) {
            return LongStream.rangeClosed(id + 1, all.size())
                    .limit(limit)
                    .mapToObj(n -> new NumberedEntry(n, all.get((int) n - 1)))
                    .toList();
        }
    }
}
