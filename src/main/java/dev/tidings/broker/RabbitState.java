package dev.tidings.broker;

import com.rabbitmq.client.BlockedListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.ConsumeOkEvent;
import org.springframework.amqp.rabbit.listener.ListenerContainerConsumerFailedEvent;
import org.springframework.context.event.EventListener;

/** Whether RabbitMQ is there: whether messages of all instances come in, and whether it takes ours. */
final class RabbitState implements BlockedListener {

    private static final Logger logger = LoggerFactory.getLogger(RabbitState.class);

    private final String queue;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    /** Why there is no connection; each of several addresses may have a reason of its own. */
    private final Set<String> reasons = ConcurrentHashMap.newKeySet();

    private volatile boolean consuming;
    private volatile boolean blocked;

    /** Told of changes, on a thread that must not be kept. */
    interface Listener {

        /** Messages of all instances come in. */
        void consuming();

        /** Messages do not come in, or those of this instance do not get out. */
        void lost();
    }

    /**
     * Creates a state in which nothing has come yet.
     *
     * @param queue name of the queue that this instance consumes
     */
    RabbitState(String queue, MeterRegistry metrics) {
        this.queue = queue;
        Gauge.builder("tidings.rabbitmq.consuming", this, state -> state.consuming ? 1 : 0)
                .description("Whether messages from RabbitMQ come in, 1 or 0")
                .register(metrics);
        Gauge.builder("tidings.rabbitmq.blocked", this, state -> state.blocked ? 1 : 0)
                .description("Whether RabbitMQ refuses to take messages, as under a memory or disk alarm, 1 or 0")
                .register(metrics);
    }

    void addListener(Listener listener) {
        listeners.add(listener);
    }

    boolean isConsuming() {
        return consuming;
    }

    boolean isBlocked() {
        return blocked;
    }

    @EventListener
    void consumerStarted(ConsumeOkEvent started) {
        if (!started.getQueue().equals(queue)) {
            return;
        }
        consuming = true;
        reasons.clear();
        logger.info("Receiving messages from RabbitMQ");
        listeners.forEach(Listener::consuming);
    }

    @EventListener
    void consumerFailed(ListenerContainerConsumerFailedEvent failed) {
        if (failed.getSource() instanceof AbstractMessageListenerContainer container
                && List.of(container.getQueueNames()).contains(queue)) {
            consumerLost();
            if (failed.getThrowable() != null) {
                failed(failed.getThrowable());
            }
        }
    }

    /** Says why RabbitMQ cannot be used; each reason is logged once until messages come in again. */
    void failed(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof AmqpException || cause.getMessage() == null) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (reasons.add(cause.toString())) {
            logger.warn("RabbitMQ cannot be reached reason={}", cause.toString());
        }
    }

    void consumerLost() {
        if (endConsuming()) {
            logger.warn("Lost RabbitMQ; subscribers are fed from the change log until it is back");
        }
    }

    /** Says that this instance has closed its connection itself. */
    void consumerClosed() {
        endConsuming();
    }

    private boolean endConsuming() {
        if (!consuming) {
            return false;
        }
        consuming = false;
        listeners.forEach(Listener::lost);
        return true;
    }

    @Override
    public void handleBlocked(String reason) {
        blocked = true;
        logger.warn("RabbitMQ takes no messages; subscribers are fed from the change log reason={}", reason);
        listeners.forEach(Listener::lost);
    }

    @Override
    public void handleUnblocked() {
        blocked = false;
        logger.info("RabbitMQ takes messages again");
    }

    /** Says that the connection for publishing is gone; only with the next one is it known whether it is blocked. */
    void publisherLost() {
        blocked = false;
    }
}
