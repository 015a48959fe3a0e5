package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.stomp.StompProperties.SockJs;
import dev.tidings.support.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.util.unit.DataSize;

/** Tests for {@link StompProperties} and {@link FrameLimits}. */
class StompPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(bind())
                .isEqualTo(new StompProperties(
                        new FrameLimits(DataSize.ofKilobytes(16), 32, DataSize.ofKilobytes(64)),
                        500,
                        Duration.ofSeconds(10),
                        DataSize.ofKilobytes(16),
                        Duration.ofMinutes(3),
                        new SockJs(true)));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(
                        "tidings.stomp.frame.header=2KB",
                        "tidings.stomp.frame.header-count=9",
                        "tidings.stomp.frame.body=3KB",
                        "tidings.stomp.max-subscriptions=4",
                        "tidings.stomp.connect-timeout=5s",
                        "tidings.stomp.connect-size=6KB",
                        "tidings.stomp.idle-timeout=7s",
                        "tidings.stomp.sockjs.enabled=false"))
                .isEqualTo(new StompProperties(
                        new FrameLimits(DataSize.ofKilobytes(2), 9, DataSize.ofKilobytes(3)),
                        4,
                        Duration.ofSeconds(5),
                        DataSize.ofKilobytes(6),
                        Duration.ofSeconds(7),
                        new SockJs(false)));
    }

    @ParameterizedTest
    @CsvSource({
        "frame.header=1023B, tidings.stomp.frame.header, must be between 1024 and 1048576",
        "frame.header=2MB, tidings.stomp.frame.header, must be between 1024 and 1048576",
        "frame.header-count=7, tidings.stomp.frame.header-count, must be between 8 and 1024",
        "frame.header-count=1025, tidings.stomp.frame.header-count, must be between 8 and 1024",
        "frame.body=1023B, tidings.stomp.frame.body, must be between 1024 and 1048576",
        "frame.body=2MB, tidings.stomp.frame.body, must be between 1024 and 1048576",
        "max-subscriptions=0, maxSubscriptions, must be",
        "max-subscriptions=100001, maxSubscriptions, must be",
        "connect-timeout=999ms, tidings.stomp.connect-timeout, must be between PT1S and PT10M",
        "connect-timeout=11m, tidings.stomp.connect-timeout, must be between PT1S and PT10M",
        "connect-size=1023B, tidings.stomp.connect-size, must be between 1024B and 1048576B",
        "connect-size=2MB, tidings.stomp.connect-size, must be between 1024B and 1048576B",
        "idle-timeout=0s, tidings.stomp.idle-timeout, must be between PT1S and PT24H",
        "idle-timeout=2d, tidings.stomp.idle-timeout, must be between PT1S and PT24H"
    })
    void refusesWhatBreaksARule(String setting, String property, String rule) {
        Settings.assertRefused(Declaration.class, property, "tidings.stomp." + setting);
        Settings.assertRefused(Declaration.class, rule, "tidings.stomp." + setting);
    }

    private static StompProperties bind(String... settings) {
        return Settings.bind(StompProperties.class, Declaration.class, settings);
    }

    @EnableConfigurationProperties(StompProperties.class)
    static final class Declaration {}
}
