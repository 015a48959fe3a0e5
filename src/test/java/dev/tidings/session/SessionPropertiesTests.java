package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.session.SessionProperties.Inbound;
import dev.tidings.session.SessionProperties.Queue;
import dev.tidings.support.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.util.unit.DataSize;

/** Tests for {@link SessionProperties}. */
class SessionPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(bind())
                .isEqualTo(new SessionProperties(
                        100,
                        200,
                        500,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10),
                        new Inbound(100, 500, DataSize.ofKilobytes(256), DataSize.ofMegabytes(1)),
                        new Queue(DataSize.ofMegabytes(1), Duration.ofSeconds(20), Duration.ofSeconds(60), true)));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(
                        "tidings.session.per-user=3",
                        "tidings.session.per-address=0",
                        "tidings.session.handshakes-per-second=7",
                        "tidings.session.probe-interval=4s",
                        "tidings.session.drain-window=0s",
                        "tidings.session.inbound.frames-per-second=8",
                        "tidings.session.inbound.frame-burst=9",
                        "tidings.session.inbound.size-per-second=1KB",
                        "tidings.session.inbound.size-burst=2KB",
                        "tidings.session.queue.size=64KB",
                        "tidings.session.queue.age=5s",
                        "tidings.session.queue.catch-up=6s",
                        "tidings.session.queue.coalesce=false"))
                .isEqualTo(new SessionProperties(
                        3,
                        0,
                        7,
                        Duration.ofSeconds(4),
                        Duration.ZERO,
                        new Inbound(8, 9, DataSize.ofKilobytes(1), DataSize.ofKilobytes(2)),
                        new Queue(DataSize.ofKilobytes(64), Duration.ofSeconds(5), Duration.ofSeconds(6), false)));
    }

    @ParameterizedTest
    @CsvSource({
        "per-user=0, perUser",
        "per-address=-1, perAddress",
        "inbound.frames-per-second=0, framesPerSecond",
        "inbound.frame-burst=0, frameBurst",
        "inbound.size-per-second=1023B, tidings.session.inbound.size-per-second",
        "inbound.size-burst=2GB, tidings.session.inbound.size-burst",
        "handshakes-per-second=0, handshakesPerSecond",
        "handshakes-per-second=1000001, handshakesPerSecond",
        "probe-interval=999ms, tidings.session.probe-interval",
        "drain-window=-1s, tidings.session.drain-window",
        "drain-window=11m, tidings.session.drain-window",
        "queue.size=63KB, tidings.session.queue.size",
        "queue.size=2GB, tidings.session.queue.size",
        "queue.age=0s, tidings.session.queue.age",
        "queue.catch-up=0s, tidings.session.queue.catch-up"
    })
    void refusesWhatBreaksARule(String setting, String property) {
        Settings.assertRefused(Declaration.class, property, "tidings.session." + setting);
    }

    private static SessionProperties bind(String... settings) {
        return Settings.bind(SessionProperties.class, Declaration.class, settings);
    }

    @EnableConfigurationProperties(SessionProperties.class)
    static final class Declaration {}
}
