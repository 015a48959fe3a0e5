package dev.tidings.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.ShutdownSignalException;
import dev.tidings.changelog.PublicationHandle;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessagingException;

/**
 * One channel on which everything is published, in order, and the publications that RabbitMQ has not confirmed yet.
 * One thread publishes; confirms come on another.
 */
final class ConfirmedChannel implements ConfirmListener {

    private final Channel channel;
    private final NavigableMap<Long, List<PublicationHandle>> unconfirmed = new ConcurrentSkipListMap<>();

    ConfirmedChannel(Channel channel) throws IOException {
        this.channel = channel;
        channel.confirmSelect();
        channel.addConfirmListener(this);
        channel.addShutdownListener(this::fail);
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /**
     * Publishes a message.
     *
     * @param publications told once RabbitMQ has confirmed the message or the channel is lost
     */
    void publish(
            String exchange,
            String routingKey,
            BasicProperties properties,
            byte[] body,
            List<PublicationHandle> publications)
            throws IOException {
        if (!publications.isEmpty()) {
            unconfirmed.put(channel.getNextPublishSeqNo(), publications);
        }
        channel.basicPublish(exchange, routingKey, properties, body);
        if (!channel.isOpen()) {
            fail(null);
        }
    }

    @Override
    public void handleAck(long deliveryTag, boolean multiple) {
        end(upTo(deliveryTag, multiple), PublicationHandle::complete);
    }

    @Override
    public void handleNack(long deliveryTag, boolean multiple) {
        end(
                upTo(deliveryTag, multiple),
                publication -> publication.fail(new MessagingException("RabbitMQ refused a message")));
    }

    private NavigableMap<Long, List<PublicationHandle>> upTo(long deliveryTag, boolean multiple) {
        return multiple
                ? unconfirmed.headMap(deliveryTag, true)
                : unconfirmed.subMap(deliveryTag, true, deliveryTag, true);
    }

    /** Fails what will never be confirmed. */
    private void fail(@Nullable ShutdownSignalException cause) {
        end(
                unconfirmed,
                publication -> publication.fail(new MessagingException(
                        "The channel to RabbitMQ was lost before a message was confirmed", cause)));
    }

    private static void end(Map<Long, List<PublicationHandle>> ended, Consumer<PublicationHandle> how) {
        ended.values().forEach(publications -> publications.forEach(how));
        ended.clear();
    }
}
