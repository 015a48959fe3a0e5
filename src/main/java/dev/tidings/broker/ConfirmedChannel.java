package dev.tidings.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.ShutdownSignalException;
import dev.tidings.changelog.PublicationHandle;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessagingException;

/**
 * One channel on which everything is published, in order, and the publications that RabbitMQ has not confirmed yet.
 * One thread publishes; confirms come on another.
 */
final class ConfirmedChannel implements ConfirmListener {

    private final Channel channel;
    private final NavigableMap<Long, PublicationHandle> unconfirmed = new ConcurrentSkipListMap<>();

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
     * @param publication told once RabbitMQ has confirmed the message or the channel is lost, if anybody cares
     */
    void publish(
            String exchange,
            String routingKey,
            BasicProperties properties,
            byte[] body,
            @Nullable PublicationHandle publication)
            throws IOException {
        if (publication != null) {
            unconfirmed.put(channel.getNextPublishSeqNo(), publication);
        }
        channel.basicPublish(exchange, routingKey, properties, body);
        if (!channel.isOpen()) {
            fail(null);
        }
    }

    @Override
    public void handleAck(long deliveryTag, boolean multiple) {
        if (multiple) {
            NavigableMap<Long, PublicationHandle> confirmed = unconfirmed.headMap(deliveryTag, true);
            confirmed.values().forEach(PublicationHandle::complete);
            confirmed.clear();
        } else {
            PublicationHandle publication = unconfirmed.remove(deliveryTag);
            if (publication != null) {
                publication.complete();
            }
        }
    }

    @Override
    public void handleNack(long deliveryTag, boolean multiple) {
        NavigableMap<Long, PublicationHandle> refused = multiple
                ? unconfirmed.headMap(deliveryTag, true)
                : unconfirmed.subMap(deliveryTag, true, deliveryTag, true);
        refused.values().forEach(publication -> publication.fail(new MessagingException("RabbitMQ refused a message")));
        refused.clear();
    }

    /** Fails what will never be confirmed. */
    private void fail(@Nullable ShutdownSignalException cause) {
        unconfirmed
                .values()
                .forEach(publication -> publication.fail(new MessagingException(
                        "The channel to RabbitMQ was lost before a message was confirmed", cause)));
        unconfirmed.clear();
    }
}
