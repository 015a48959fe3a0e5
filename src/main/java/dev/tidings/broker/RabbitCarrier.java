package dev.tidings.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import dev.tidings.broker.FanOutMetrics.Drop;
import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import dev.tidings.changelog.PublicationHandle;
import dev.tidings.destination.Destination;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
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

    private final ConnectionFactory connections;
    private final String exchange;
    private final RabbitState state;
    private final FanOutMetrics metrics;
    private final BlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Thread thread =
            Thread.ofPlatform().name("rabbit-publisher").daemon().unstarted(this::publish);
    private volatile boolean stopped;
    private @Nullable ConfirmedChannel channel;

    /**
     * Creates a carrier.
     *
     * @param connections used by nobody else
     */
    RabbitCarrier(ConnectionFactory connections, String exchange, RabbitState state, FanOutMetrics metrics) {
        this.connections = connections;
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
        CarriedMessage message = next.message();
        try {
            channel()
                    .publish(
                            exchange,
                            message.destination().routingKey(),
                            properties(message),
                            message.body(),
                            next.publication());
        } catch (AmqpException | AlreadyClosedException | IOException ex) {
            logger.debug("Could not publish a message destination={}", message.destination(), ex);
            refuse(next.publication(), "RabbitMQ is not available");
        }
    }

    /** Returns the channel, a new one if there is none or the last was lost. */
    private ConfirmedChannel channel() throws IOException {
        ConfirmedChannel current = channel;
        if (current == null || !current.isOpen()) {
            current = new ConfirmedChannel(connections.createConnection().createChannel(false));
            channel = current;
        }
        return current;
    }

    private static BasicProperties properties(CarriedMessage message) {
        var headers = new HashMap<String, Object>();
        Position position = message.position();
        if (position != null) {
            headers.put(EPOCH, position.epoch());
            headers.put(SEQUENCE, position.sequence());
        }
        if (message.after() != null) {
            headers.put(AFTER, message.after().toString());
        }
        if (message.key() != null) {
            headers.put(KEY, message.key().toString());
        }
        if (message.announcedAt() != null) {
            headers.put(ANNOUNCED, message.announcedAt().toEpochMilli());
        }
        return new BasicProperties.Builder()
                .contentType(message.contentType())
                .headers(headers)
                .build();
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
