package dev.tidings.studio.watching;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of watching.
 *
 * @param interval time between two looks at sources that cannot announce their changes, while somebody is subscribed
 */
@Validated
@ConfigurationProperties("tidings.watching")
record WatchingProperties(@DefaultValue("2s") Duration interval) {

    private static final Duration LEAST = Duration.ofMillis(100);

    WatchingProperties {
        if (interval.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "'tidings.watching.interval' must be at least %s, but was %s".formatted(LEAST, interval));
        }
    }
}
