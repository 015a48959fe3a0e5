package dev.tidings.support;

import static org.awaitility.Awaitility.await;

import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lets a test read the change log right after a commit. */
public final class NumberedChanges {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(5);

    private static final int MOST_BODIES = 100;

    private NumberedChanges() {}

    /** Returns the log once everything that was committed before has its number. */
    public static ChangeLog in(ChangeLog log, JdbcClient jdbc) {
        await().atMost(DEADLINE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_INTERVAL)
                .until(() -> jdbc.sql("select count(*) from change_intake")
                                .query(Long.class)
                                .single()
                        == 0);
        return log;
    }

    /**
     * Returns the bodies of the entries of a stream after a number, at most 100, once everything that was committed
     * before has its number.
     */
    public static List<JsonNode> bodies(ChangeLog log, JdbcClient jdbc, Destination destination, long after) {
        return in(log, jdbc).read(destination, after, MOST_BODIES).stream()
                .map(entry -> JsonMapper.shared().readTree(entry.body()))
                .toList();
    }

    /** Returns the body of the last entry of a stream, once everything that was committed before has its number. */
    public static JsonNode lastBody(ChangeLog log, JdbcClient jdbc, Destination destination) {
        long head = in(log, jdbc).head(destination).sequence();
        return JsonMapper.shared()
                .readTree(log.read(destination, head - 1, 1).getFirst().body());
    }
}
