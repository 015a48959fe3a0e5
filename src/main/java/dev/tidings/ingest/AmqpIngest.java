package dev.tidings.ingest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.SmartLifecycle;

/**
 * Takes changes from the queue {@value IngestTopology#INGEST}. Of all instances one consumes; another takes over
 * when its connection ends, beginning with the first message that was not acknowledged.
 */
final class AmqpIngest implements SmartLifecycle {

    private static final Duration RECONNECT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int PREFETCH = 50;

    private final CachingConnectionFactory connections;
    private final ItemReader reader;
    private final IngestService service;
    private final IngestProperties properties;
    private @Nullable SimpleMessageListenerContainer container;
    private @Nullable IngestConsumer consumer;

    /**
     * Creates it; the application context starts and stops it.
     *
     * @param connections used by nobody else
     */
    AmqpIngest(
            CachingConnectionFactory connections,
            ItemReader reader,
            IngestService service,
            IngestProperties properties) {
        this.connections = connections;
        this.reader = reader;
        this.service = service;
        this.properties = properties;
        connections.setPublisherReturns(true);
        connections.addConnectionListener(new IngestTopology());
    }

    @Override
    public synchronized void start() {
        consumer = new IngestConsumer(reader, service, new DeadLetters(connections), properties);
        var started = new SimpleMessageListenerContainer(connections);
        started.setQueueNames(IngestTopology.INGEST);
        started.setMessageListener(consumer);
        started.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        started.setPrefetchCount(PREFETCH);
        started.setMissingQueuesFatal(false);
        started.setRecoveryInterval(RECONNECT_INTERVAL.toMillis());
        started.setShutdownTimeout(STOP_LIMIT.toMillis());
        started.setListenerId("ingest");
        started.afterPropertiesSet();
        started.start();
        container = started;
    }

    @Override
    public synchronized void stop() {
        if (consumer != null && container != null) {
            consumer.stop();
            container.destroy();
            connections.destroy();
        }
        container = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return container != null;
    }
}
