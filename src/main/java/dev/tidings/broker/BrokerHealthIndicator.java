package dev.tidings.broker;

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
    private volatile boolean available;

    BrokerHealthIndicator(boolean external) {
        this.external = external;
    }

    @EventListener
    void brokerChanged(BrokerAvailabilityEvent event) {
        available = event.isBrokerAvailable();
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up().withDetail(external ? "rabbitmq" : "embedded", available ? "available" : "unavailable");
    }
}
