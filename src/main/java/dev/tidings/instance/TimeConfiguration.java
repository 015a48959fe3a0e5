package dev.tidings.instance;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one place that knows the time; everything else asks the {@link Clock}. */
@Configuration(proxyBeanMethods = false)
class TimeConfiguration {

    /** What the databases keep of a time. */
    private static final Duration TICK = Duration.ofNanos(1_000);

    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), TICK);
    }
}
