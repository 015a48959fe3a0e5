package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Tests for {@link Sessions}. */
class SessionsTests {

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final Sessions sessions = new Sessions(
            new SessionProperties(
                    2,
                    Duration.ofSeconds(20),
                    Duration.ZERO,
                    new SessionProperties.Queue(
                            DataSize.ofMegabytes(1), Duration.ofSeconds(20), Duration.ofSeconds(60), true)),
            metrics);

    @Test
    void countEveryCodeOfTheWireFromTheBeginning() {
        assertThat(Arrays.stream(ErrorCode.values())
                        .map(error -> Integer.toString(error.closeStatus().getCode())))
                .allSatisfy(code -> assertThat(closes(code)).isZero());
    }

    @Test
    void countCodesThatAClientMadeUpAsOne() {
        sessions.ended(4408);
        for (int code = 4900; code < 4999; code++) {
            sessions.ended(code);
        }

        assertThat(closes("4408")).isEqualTo(1);
        assertThat(closes("other")).isEqualTo(99);
        assertThat(metrics.find("tidings.closes").counters())
                .extracting(counter -> counter.getId().getTag("code"))
                .doesNotContain("4900");
    }

    @Test
    void grantAUserSoManySessionsAtATime() {
        assertThat(sessions.claim("alice")).isTrue();
        assertThat(sessions.claim("alice")).isTrue();
        assertThat(sessions.claim("alice")).isFalse();
        assertThat(sessions.claim("bob")).isTrue();

        sessions.giveBack("alice");

        assertThat(sessions.claim("alice")).isTrue();
    }

    private double closes(String code) {
        Counter counter = metrics.get("tidings.closes").tag("code", code).counter();
        return counter.count();
    }
}
