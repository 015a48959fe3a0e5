package dev.tidings.changelog;

import static org.awaitility.Awaitility.await;

import dev.tidings.change.ResourceChange;
import dev.tidings.destination.Topic;
import dev.tidings.support.Postgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Measures the change log on PostgreSQL with full durability, beside bare inserts of the same rows.
 *
 * <p>Run it with {@code ./mvnw -Pbenchmark verify -Dbenchmark.main=dev.tidings.changelog.ChangeLogBenchmark}. Several
 * threads commit transactions of 1 and of 100 changes, to one hot destination and to many, and
 * {@link ChangePublisher} publishes them meanwhile into an engine that confirms at once. In slices between these,
 * the same threads insert rows of the same content into a copy of {@code change_entry}, with the same pool and
 * driver, as one batch per transaction: that is the bare rate. The published rate counts until the last change is
 * published. Compare the rates of one run; none says anything about another machine.
 *
 * <p>{@code -Dbenchmark.slice} sets the length of a slice in milliseconds, {@code -Dbenchmark.threads} the number
 * of writers. The table is also written to {@code target/benchmark.md}.
 */
public final class ChangeLogBenchmark {

    private static final int DESTINATIONS = 10_000;
    private static final int ROUNDS = 4;
    private static final ResourceChange CHANGE = ResourceChange.updated(
            "asset",
            Map.of(
                    "id",
                    "0b8d3f0c",
                    "parent_id",
                    "7c1e",
                    "name",
                    "picture.png",
                    "etag",
                    "\"17\"",
                    "content_type",
                    "image/png"));
    private static final String BARE_INSERT =
            "insert into bare_entry (stream_id, sequence, change_id, body, created_at) values (?, ?, ?, ?, ?)";

    private final Duration slice = Duration.ofMillis(Integer.getInteger("benchmark.slice", 2000));
    private final int threads = Integer.getInteger("benchmark.threads", 16);
    private final List<Topic> destinations = new ArrayList<>();
    private final AtomicLong bareSequence = new AtomicLong();
    private final LongAdder announced = new LongAdder();
    private final LongAdder published = new LongAdder();
    private final LogInstance instance;
    private final PrintStream out;
    private final String body;

    private ChangeLogBenchmark(LogInstance instance, PrintStream out) {
        this.instance = instance;
        this.out = out;
        for (int i = 0; i < DESTINATIONS; i++) {
            destinations.add(new Topic("assets", "folder-" + i));
        }
        instance.engine().forget();
        instance.engine().behave(message -> {
            published.increment();
            message.confirm();
        });
        instance.inTransaction(() -> instance.log().announce(CHANGE, destinations));
        announced.add(DESTINATIONS);
        awaitPublished();
        body = instance.entries(destinations.getFirst()).getFirst().body();
    }

    public static void main(String[] args) throws IOException {
        try (var postgres = Postgres.own();
                var instance = LogInstance.onPostgres(
                        postgres.newDatabase(),
                        "spring.datasource.hikari.maximum-pool-size=20",
                        "logging.level.root=warn")) {
            instance.jdbc()
                    .sql("create table bare_entry (like change_entry including all)")
                    .update();
            new ChangeLogBenchmark(instance, System.out).run();
        }
    }

    private void run() throws IOException {
        var table = new StringBuilder("""
                | destinations | changes per transaction | bare inserts | appended | of bare | published | of bare |
                |---|---|---|---|---|---|---|
                """);
        for (int spread : new int[] {1, DESTINATIONS}) {
            for (int size : new int[] {1, 100}) {
                table.append(measure(spread, size));
            }
        }
        out.println();
        out.print(table);
        Files.writeString(Path.of("target", "benchmark.md"), table, StandardCharsets.UTF_8);
    }

    private String measure(int spread, int size) {
        var bare = new Rate();
        var appended = new Rate();
        var published = new Rate();
        for (int round = 0; round <= ROUNDS; round++) {
            if (round == 1) {
                List.of(bare, appended, published).forEach(Rate::reset);
            }
            long start = System.nanoTime();
            bare.add(write(size, () -> insertBare(size)), start);
            start = System.nanoTime();
            long changes = write(size, () -> append(spread, size));
            appended.add(changes, start);
            awaitPublished();
            published.add(changes, start);
            out.printf(
                    "%,6d destination(s), transactions of %3d, round %d of %d: bare %s, appended %s, published %s%n",
                    spread, size, round, ROUNDS, bare, appended, published);
        }
        return "| %,d | %d | %s | %s | %s | %s | %s |%n"
                .formatted(spread, size, bare, appended, appended.of(bare), published, published.of(bare));
    }

    /** Lets all threads commit transactions for the time of one slice and returns how many rows they wrote. */
    private long write(int size, Runnable transaction) {
        var rows = new LongAdder();
        long end = System.nanoTime() + slice.toNanos();
        try (var writers = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                writers.execute(() -> {
                    while (System.nanoTime() < end) {
                        transaction.run();
                        rows.add(size);
                    }
                });
            }
        }
        return rows.sum();
    }

    private void awaitPublished() {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofMinutes(1))
                .until(() -> published.sum() == announced.sum());
    }

    private void append(int spread, int size) {
        instance.inTransaction(() -> {
            for (int i = 0; i < size; i++) {
                Topic destination = destinations.get(ThreadLocalRandom.current().nextInt(spread));
                instance.log().announce(CHANGE, List.of(destination));
            }
        });
        announced.add(size);
    }

    private void insertBare(int size) {
        var rows = new ArrayList<Object[]>(size);
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        for (int i = 0; i < size; i++) {
            rows.add(new Object[] {
                1L, bareSequence.incrementAndGet(), UUID.randomUUID().toString(), body, now
            });
        }
        instance.inTransaction(() -> instance.bean(JdbcTemplate.class).batchUpdate(BARE_INSERT, rows));
    }

    /** Rows and the time that they took. */
    private static final class Rate {

        private long rows;
        private long nanos;

        void reset() {
            rows = 0;
            nanos = 0;
        }

        void add(long more, long start) {
            rows += more;
            nanos += System.nanoTime() - start;
        }

        String of(Rate other) {
            return String.format(Locale.ROOT, "%.0f%%", 100 * perSecond() / other.perSecond());
        }

        private double perSecond() {
            return rows * 1e9 / nanos;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,.0f/s", perSecond());
        }
    }
}
