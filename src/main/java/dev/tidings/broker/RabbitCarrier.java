package dev.tidings.broker;

import dev.tidings.broker.FanOutMetrics.Drop;
import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import dev.tidings.changelog.PublicationHandle;
import dev.tidings.destination.Destination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.messaging.MessagingException;

/**
 * Carries messages over RabbitMQ. One thread of its own publishes, because a broker under an alarm reads nothing and
 * lets a writer wait for ever; while it is blocked, everything that would have to be confirmed fails at once.
 */
final class RabbitCarrier implements Carrier {

    private static final Logger logger = LoggerFactory.getLogger(RabbitCarrier.class);
    private static final int MAX_WAITING = 20_000;
    private static final int MAX_ROUND = 256;

    private static final String EPOCH = "epoch";
    private static final String SEQUENCE = "sequence";
    private static final String AFTER = "after";
    private static final String KEY = "key";
    private static final String ANNOUNCED = "announced";

    private final RabbitTemplate template;
    private final String exchange;
    private final RabbitState state;
    private final FanOutMetrics metrics;
    private final BlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Thread thread =
            Thread.ofPlatform().name("rabbit-publisher").daemon().unstarted(this::publish);
    private volatile boolean stopped;

    RabbitCarrier(RabbitTemplate template, String exchange, RabbitState state, FanOutMetrics metrics) {
        this.template = template;
        this.exchange = exchange;
        this.state = state;
        this.metrics = metrics;
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        thread.interrupt();
    }

    @Override
    public void carry(CarriedMessage message, @Nullable PublicationHandle publication) {
        if (state.isBlocked()) {
            refuse(publication, "RabbitMQ takes no messages");
        } else if (!outgoing.offer(new Outgoing(message, publication))) {
            refuse(publication, "Too many messages wait for RabbitMQ");
        }
    }

    private void refuse(@Nullable PublicationHandle publication, String reason) {
        if (publication == null) {
            metrics.dropped(Drop.RABBITMQ);
        } else {
            publication.fail(new MessagingException(reason));
        }
    }

    private void publish() {
        var round = new ArrayList<Outgoing>(MAX_ROUND);
        try {
            while (!stopped) {
                round.add(outgoing.take());
                outgoing.drainTo(round, MAX_ROUND - 1);
                round.forEach(this::publish);
                round.clear();
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(Outgoing next) {
        PublicationHandle publication = next.publication();
        String routingKey = next.message().destination().routingKey();
        try {
            if (publication == null) {
                template.send(exchange, routingKey, toAmqp(next.message()));
            } else {
                var correlation = new CorrelationData(routingKey);
                template.send(exchange, routingKey, toAmqp(next.message()), correlation);
                var _ = correlation.getFuture().whenComplete((confirm, failure) -> {
                    if (failure == null && confirm.ack()) {
                        publication.complete();
                    } else {
                        publication.fail(new MessagingException("RabbitMQ did not confirm a message"));
                    }
                });
            }
        } catch (AmqpException ex) {
            if (publication == null) {
                metrics.dropped(Drop.RABBITMQ);
                logger.debug("Dropped a transient update destination={}", routingKey, ex);
            } else {
                publication.fail(ex);
            }
        }
    }

    private static Message toAmqp(CarriedMessage message) {
        var properties = new MessageProperties();
        properties.setContentType(message.contentType());
        properties.setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT);
        Position position = message.position();
        if (position != null) {
            properties.setHeader(EPOCH, position.epoch());
            properties.setHeader(SEQUENCE, position.sequence());
        }
        put(properties, AFTER, message.after());
        put(properties, KEY, message.key());
        Instant announcedAt = message.announcedAt();
        if (announcedAt != null) {
            properties.setHeader(ANNOUNCED, announcedAt.toEpochMilli());
        }
        return new Message(message.body(), properties);
    }

    private static void put(MessageProperties properties, String name, @Nullable Object value) {
        if (value != null) {
            properties.setHeader(name, value.toString());
        }
    }

    /**
     * Returns the message that came from RabbitMQ.
     *
     * @throws IllegalArgumentException if no instance sends such a message
     */
    static CarriedMessage fromAmqp(Message message) {
        MessageProperties properties = message.getMessageProperties();
        Map<String, @Nullable Object> headers = properties.getHeaders();
        String routingKey = properties.getReceivedRoutingKey();
        Destination destination = Destination.ofRoutingKey(routingKey == null ? "" : routingKey);
        ChangeKey key = headers.get(KEY) instanceof String text ? ChangeKey.parse(text) : null;
        if (headers.get(EPOCH) instanceof String epoch && headers.get(SEQUENCE) instanceof Long sequence) {
            Instant announcedAt = headers.get(ANNOUNCED) instanceof Long millis ? Instant.ofEpochMilli(millis) : null;
            return CarriedMessage.entry(
                    destination,
                    new Position(epoch, sequence),
                    key,
                    announcedAt,
                    properties.getContentType(),
                    message.getBody());
        }
        Position after = headers.get(AFTER) instanceof String text ? Position.parse(text) : null;
        return CarriedMessage.transientUpdate(destination, after, key, properties.getContentType(), message.getBody());
    }

    /** A message that waits to be published. */
    private record Outgoing(
            CarriedMessage message, @Nullable PublicationHandle publication) {}
}
