package dev.tidings.ingest;

import dev.tidings.instance.RepeatedTask;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestProperties.class)
class IngestConfiguration {

    private static final Duration REMOVAL_INTERVAL = Duration.ofMinutes(10);

    @Bean
    RepeatedTask oldIngestRequestRemoval(KnownRequests requests, IngestProperties properties, Clock clock) {
        return new RepeatedTask(
                "old-ingest-requests",
                REMOVAL_INTERVAL,
                () -> requests.removeOlderThan(clock.instant().minus(properties.keyAge())));
    }
}
