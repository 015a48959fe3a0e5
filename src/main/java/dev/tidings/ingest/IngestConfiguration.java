package dev.tidings.ingest;

import dev.tidings.broker.RabbitConnections;
import dev.tidings.instance.RepeatedTask;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
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

    @Bean
    @ConditionalOnProperty(name = "tidings.broker.mode", havingValue = "rabbitmq")
    AmqpIngest amqpIngest(
            RabbitConnections connections, ItemReader reader, IngestService service, IngestProperties properties) {
        return new AmqpIngest(connections.connectionFor("ingest"), reader, service, properties);
    }
}
