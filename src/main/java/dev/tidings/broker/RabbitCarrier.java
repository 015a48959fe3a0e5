package dev.tidings.broker;

import com.rabbitmq.client.AlreadyClosedException;
import dev.tidings.broker.FanOutMetrics.Drop;
import dev.tidings.changelog.PublicationHandle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
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
                publish(round);
                round.clear();
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Publishes messages in their order, those together that one AMQP message can hold. */
    private void publish(List<Outgoing> round) {
        var batch = new AmqpBatch();
        int first = 0;
        for (int i = 0; i < round.size(); i++) {
            CarriedMessage next = round.get(i).message();
            if (!batch.hasRoomFor(next)) {
                publish(batch, round.subList(first, i));
                batch = new AmqpBatch();
                first = i;
            }
            batch.add(next);
        }
        publish(batch, round.subList(first, round.size()));
    }

    private void publish(AmqpBatch batch, List<Outgoing> together) {
        String routingKey = batch.routingKey();
        List<PublicationHandle> publications =
                together.stream().flatMap(Outgoing::publications).toList();
        try {
            channel().publish(exchange, routingKey, batch.properties(), batch.body(), publications);
        } catch (AmqpException | AlreadyClosedException | IOException ex) {
            logger.debug("Could not publish messages routing-key={} count={}", routingKey, together.size(), ex);
            together.forEach(next -> refuse(next.publication(), "RabbitMQ is not available"));
        } catch (RuntimeException ex) {
            // Nobody else publishes: what cannot be sent must not keep back what comes after it.
            logger.error("Failed to publish messages routing-key={} count={}", routingKey, together.size(), ex);
            together.forEach(next -> refuse(next.publication(), "The messages could not be sent"));
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

    /** A message that waits to be published. */
    private record Outgoing(
            CarriedMessage message, @Nullable PublicationHandle publication) {

        Stream<PublicationHandle> publications() {
            return Stream.ofNullable(publication);
        }
    }
}
