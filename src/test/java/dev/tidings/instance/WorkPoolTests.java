package dev.tidings.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.tidings.instance.WorkPool.Claim;
import dev.tidings.instance.WorkPool.Failure;
import dev.tidings.instance.WorkPool.Ledger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests for {@link WorkPool}. */
class WorkPoolTests {

    private final Map<String, Claim> unfinished = new ConcurrentHashMap<>();
    private final Map<String, Failure> failed = new ConcurrentHashMap<>();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final CountDownLatch secondMayEnd = new CountDownLatch(1);
    private final WorkPool pool = new WorkPool("work", 2, new InMemoryLedger(), new OneInstance());

    @BeforeEach
    void start() {
        pool.start();
    }

    @AfterEach
    void stop() {
        firstMayEnd.countDown();
        secondMayEnd.countDown();
        pool.stop();
    }

    @Test
    void runsWhatWasWrittenDown() {
        pool.accept("a", () -> claim("a"), claim -> unfinished.remove(claim.id()));

        await().until(unfinished::isEmpty);
        assertThat(failed).isEmpty();
    }

    @Test
    void failsWorkThatBrokeOffAndWorkOfAnInstanceThatIsGone() {
        pool.accept("a", () -> claim("a"), _ -> {});
        unfinished.put("b", new Claim("b", "gone"));

        await().until(() -> {
            pool.failAbandoned();
            return failed.equals(Map.of("a", Failure.BROKE_OFF, "b", Failure.INSTANCE_GONE));
        });
    }

    @Test
    void workThatIsAcceptedAgainWhileItEndsIsNotLost() {
        var firstEnded = new CountDownLatch(1);
        pool.accept("a", () -> claim("a"), _ -> {
            waitFor(firstMayEnd);
            firstEnded.countDown();
        });
        pool.accept("a", () -> claim("a"), _ -> waitFor(secondMayEnd));
        firstMayEnd.countDown();
        waitFor(firstEnded);
        // The pool has two threads: once it runs the next piece, it has forgotten the first.
        var next = new CountDownLatch(1);
        pool.accept("b", () -> claim("b"), _ -> next.countDown());
        waitFor(next);

        pool.failAbandoned();

        assertThat(failed).doesNotContainKey("a");
    }

    @Test
    void failsWhatIsUnfinishedWhenItStops() {
        pool.accept("a", () -> claim("a"), _ -> waitFor(firstMayEnd));

        pool.stop();

        assertThat(failed).containsExactly(Map.entry("a", Failure.INTERRUPTED));
        assertThatIllegalStateException().isThrownBy(() -> pool.accept("b", () -> claim("b"), _ -> {}));
    }

    @Test
    void whatCouldNotBeWrittenDownIsNotRun() {
        assertThatIllegalStateException()
                .isThrownBy(() -> pool.accept(
                        "a",
                        () -> {
                            throw new IllegalStateException("The database is away");
                        },
                        _ -> claim("ran")));

        assertThat(unfinished).isEmpty();
    }

    private Claim claim(String id) {
        var claim = new Claim(id, "self");
        unfinished.put(id, claim);
        return claim;
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private final class InMemoryLedger implements Ledger {

        @Override
        public List<Claim> readUnfinished() {
            return List.copyOf(unfinished.values());
        }

        @Override
        public void fail(Claim claim, Failure why) {
            if (unfinished.remove(claim.id(), claim)) {
                failed.put(claim.id(), why);
            }
        }
    }

    private static final class OneInstance implements Instances {

        @Override
        public String self() {
            return "self";
        }

        @Override
        public Set<String> alive() {
            return Set.of("self");
        }
    }
}
