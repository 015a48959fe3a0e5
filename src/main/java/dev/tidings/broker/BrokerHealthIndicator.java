package dev.tidings.broker;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.simp.broker.BrokerAvailabilityEvent;

/**
 * Tells whether the broker is there. It never turns the instance unhealthy: with RabbitMQ away, changes
 * are kept and clients read them from the change log, so a restart would only make things worse.
 */
final class BrokerHealthIndicator extends AbstractHealthIndicator {

    private final boolean external;
    private final @Nullable RabbitState rabbitMq;
    private volatile boolean available;

    /**
     * Creates an indicator.
     *
     * @param external whether there is a broker beside this process
     * @param rabbitMq what is known of it, where this process speaks AMQP with it
     */
    BrokerHealthIndicator(boolean external, @Nullable RabbitState rabbitMq) {
        this.external = external;
        this.rabbitMq = rabbitMq;
    }

    @EventListener
    void brokerChanged(BrokerAvailabilityEvent event) {
        available = event.isBrokerAvailable();
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up().withDetail(external ? "rabbitmq" : "embedded", state());
    }

    private String state() {
        if (rabbitMq != null && rabbitMq.isBlocked()) {
            return "blocked";
        }
        boolean there = rabbitMq == null ? available : rabbitMq.isConsuming();
        return there ? "available" : "unavailable";
    }
}
