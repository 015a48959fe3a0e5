package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.session.InboundLimits.Limit;
import dev.tidings.support.MutableTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Tests for {@link InboundLimits}. */
class InboundLimitsTests {

    private final MutableTime time = new MutableTime();
    private final InboundLimits limits = new InboundLimits(
            new SessionProperties.Inbound(10, 30, DataSize.ofKilobytes(1), DataSize.ofKilobytes(5)), time);
    private final Limit limit = limits.create();

    @Test
    void grantsTheBurstOfFramesAndThenSoManyPerSecond() {
        assertThat(takeFrames(31)).isEqualTo(30);

        time.advance(Duration.ofSeconds(2));
        assertThat(takeFrames(31)).isEqualTo(20);

        time.advance(Duration.ofHours(1));
        assertThat(takeFrames(31)).isEqualTo(30);
    }

    @Test
    void grantsTheBurstOfBytesAndThenSoManyPerSecond() {
        assertThat(limit.tryTakeBytes(5_121)).isFalse();
        assertThat(limit.tryTakeBytes(5_120)).isTrue();
        assertThat(limit.tryTakeBytes(1)).isFalse();

        time.advance(Duration.ofMillis(500));
        assertThat(limit.tryTakeBytes(513)).isFalse();
        assertThat(limit.tryTakeBytes(512)).isTrue();
    }

    @Test
    void grantsNothingAtAnyTime() {
        limit.tryTakeBytes(5_120);

        assertThat(limit.tryTakeBytes(0)).isTrue();
    }

    @Test
    void countsEachSessionByItself() {
        takeFrames(30);

        assertThat(limits.create().tryTakeFrame()).isTrue();
        assertThat(limit.tryTakeBytes(5_120)).isTrue();
    }

    private int takeFrames(int attempts) {
        int granted = 0;
        for (int i = 0; i < attempts; i++) {
            granted += limit.tryTakeFrame() ? 1 : 0;
        }
        return granted;
    }
}
