package dev.tidings.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.MutableTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Tests for {@link UserRequestLimit}. */
class UserRequestLimitTests {

    private static final int PER_SECOND = 10;
    private static final int BURST = 30;

    private final MutableTime time = new MutableTime();
    private final UserRequestLimit limit = new UserRequestLimit(
            PER_SECOND, BURST, time, new SecurityProblems(JsonMapper.shared()), new SimpleMeterRegistry());

    @Test
    void grantsEachUserTheBurstAndThenSoManyPerSecond() {
        assertThat(take("alice", BURST + 1)).isEqualTo(BURST);
        assertThat(take("bob", BURST + 1)).isEqualTo(BURST);

        time.advance(Duration.ofSeconds(2));

        assertThat(take("alice", BURST + 1)).isEqualTo(2 * PER_SECOND);
    }

    @Test
    void forgetsWhoHasNotAskedForAWhileAndNobodyElse() {
        IntStream.range(0, 9_999).forEach(i -> limit.tryTake("user-" + i));
        time.advance(Duration.ofSeconds(1));
        assertThat(take("alice", BURST + 1)).isEqualTo(BURST);
        assertThat(limit.users()).isEqualTo(10_000);

        limit.tryTake("bob");

        assertThat(limit.users()).isEqualTo(2);
        assertThat(limit.tryTake("alice")).isFalse();
    }

    private int take(String user, int attempts) {
        int granted = 0;
        for (int i = 0; i < attempts; i++) {
            granted += limit.tryTake(user) ? 1 : 0;
        }
        return granted;
    }
}
