package dev.tidings.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests for {@link Sweeps}. */
class SweepsTests {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Sweeps sweeps = new Sweeps();

    @Test
    void isNotContentWithASweepThatHadBegunBefore() throws InterruptedException {
        long early = sweeps.begin();
        long needed = sweeps.next();

        sweeps.end(early);

        assertThat(sweeps.await(needed, Duration.ofMillis(1))).isFalse();
    }

    @Test
    void isContentWithAnySweepThatBeganLater() throws InterruptedException {
        long needed = sweeps.next();
        sweeps.begin();

        sweeps.end(sweeps.begin());

        assertThat(sweeps.await(needed, Duration.ofMillis(1))).isTrue();
    }

    @Test
    void isNotContentWithASweepThatFailed() throws InterruptedException {
        long needed = sweeps.next();

        sweeps.begin();

        assertThat(sweeps.await(needed, Duration.ofMillis(1))).isFalse();
    }

    @Test
    void wakesWhoeverWaits() throws Exception {
        long needed = sweeps.next();
        var waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return sweeps.await(needed, LONG);
            } catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        });

        sweeps.end(sweeps.begin());

        assertThat(waiting.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
