package dev.tidings.ingest;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.web.ErrorResponseException;

/**
 * Publishes messages one after another, and acknowledges each when it is committed or among the dead letters.
 *
 * <p>A message that breaks a rule is a dead letter at once. Any other failure is taken for one of the database:
 * the message is tried again here, so that none overtakes it, and is a dead letter when that did not help.
 */
final class IngestConsumer implements ChannelAwareMessageListener {

    private static final Logger logger = LoggerFactory.getLogger(IngestConsumer.class);

    private final ItemReader reader;
    private final IngestService service;
    private final DeadLetters deadLetters;
    private final IngestProperties properties;
    private final CountDownLatch stopped = new CountDownLatch(1);

    IngestConsumer(ItemReader reader, IngestService service, DeadLetters deadLetters, IngestProperties properties) {
        this.reader = reader;
        this.service = service;
        this.deadLetters = deadLetters;
        this.properties = properties;
    }

    /** Ends the wait for the next attempt; the message goes back to its queue. */
    void stop() {
        stopped.countDown();
    }

    @Override
    public void onMessage(Message message, @Nullable Channel channel) throws IOException, InterruptedException {
        if (channel == null) {
            throw new IllegalStateException("A message needs its channel to be acknowledged on");
        }
        long tag = message.getMessageProperties().getDeliveryTag();
        if (isDone(message)) {
            channel.basicAck(tag, false);
        } else {
            channel.basicNack(tag, false, true);
        }
    }

    /** Returns whether the message is committed or a dead letter. */
    private boolean isDone(Message message) throws InterruptedException {
        try {
            IngestRequest request = request(message);
            return isPublished(message, request);
        } catch (ErrorResponseException ex) {
            return isDeadLetter(message, String.valueOf(ex.getBody().getDetail()));
        }
    }

    private IngestRequest request(Message message) {
        byte[] body = message.getBody();
        if (body.length > properties.maxRequestSize().toBytes()) {
            throw IngestProblems.tooLarge(properties);
        }
        String messageId = message.getMessageProperties().getMessageId();
        RequestKey key = messageId == null || messageId.isEmpty()
                ? null
                : RequestKey.ofAmqp(message.getMessageProperties().getAppId(), messageId);
        return new IngestRequest(key, DigestUtils.sha256Hex(body), reader.readOneOrMany(body));
    }

    private boolean isPublished(Message message, IngestRequest request) throws InterruptedException {
        Duration delay = properties.retryDelay();
        for (int failures = 0; ; failures++) {
            try {
                service.publishUnanswered(request);
                return true;
            } catch (ErrorResponseException ex) {
                throw ex;
            } catch (RuntimeException ex) {
                if (failures == properties.retries()) {
                    logger.error("Could not publish a message, adding it to the dead letters", ex);
                    return isDeadLetter(
                            message, "Publishing failed %d times. The log has the cause".formatted(failures + 1));
                }
                logger.warn("Could not publish a message, trying again in={}", delay, ex);
            }
            if (isStoppedWithin(delay)) {
                return false;
            }
            delay = delay.multipliedBy(2);
        }
    }

    private boolean isDeadLetter(Message message, String reason) throws InterruptedException {
        try {
            deadLetters.add(message, reason);
            logger.warn(
                    "Added a message to the dead letters message-id={}",
                    message.getMessageProperties().getMessageId());
            return true;
        } catch (AmqpException ex) {
            logger.warn("Could not add a message to the dead letters, putting it back into its queue", ex);
            // Otherwise it would come again at once, and again.
            var _ = isStoppedWithin(properties.retryDelay());
            return false;
        }
    }

    private boolean isStoppedWithin(Duration delay) throws InterruptedException {
        return stopped.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
