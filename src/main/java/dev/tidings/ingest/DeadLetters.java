package dev.tidings.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** The queue of messages that could not be published, each with the reason. */
final class DeadLetters {

    /** Header with the reason. */
    static final String REASON = "x-tidings-reason";

    private static final int MAX_REASON_LENGTH = 1_000;
    private static final Duration CONFIRM_LIMIT = Duration.ofSeconds(10);

    private final RabbitTemplate template;

    DeadLetters(CachingConnectionFactory connections) {
        template = new RabbitTemplate(connections);
        // A connection that publishes is blocked while RabbitMQ runs out of memory; the one that consumes goes on.
        template.setUsePublisherConnection(true);
        template.setMandatory(true);
    }

    /**
     * Adds a message, and returns once RabbitMQ has it.
     *
     * @throws AmqpException if RabbitMQ does not confirm it, or has no queue for it
     */
    void add(Message message, String reason) throws InterruptedException {
        var correlation = new CorrelationData();
        template.send(IngestTopology.DEAD, IngestTopology.DEAD, letter(message, reason), correlation);
        try {
            if (!correlation
                            .getFuture()
                            .get(CONFIRM_LIMIT.toSeconds(), TimeUnit.SECONDS)
                            .ack()
                    || correlation.getReturned() != null) {
                throw new AmqpException("RabbitMQ did not take a dead letter");
            }
        } catch (ExecutionException | TimeoutException ex) {
            throw new AmqpException("RabbitMQ did not confirm a dead letter", ex);
        }
    }

    /** Takes over only what is harmless: a time to live or further routing keys would lose the letter. */
    private static Message letter(Message message, String reason) {
        MessageProperties original = message.getMessageProperties();
        var properties = new MessageProperties();
        Optional.ofNullable(original.getContentType()).ifPresent(properties::setContentType);
        Optional.ofNullable(original.getMessageId()).ifPresent(properties::setMessageId);
        Optional.ofNullable(original.getAppId()).ifPresent(properties::setAppId);
        Optional.ofNullable(original.getTimestamp()).ifPresent(properties::setTimestamp);
        properties.setDeliveryMode(MessageDeliveryMode.PERSISTENT);
        properties.setHeader(
                REASON, reason.length() <= MAX_REASON_LENGTH ? reason : reason.substring(0, MAX_REASON_LENGTH));
        return MessageBuilder.withBody(message.getBody())
                .andProperties(properties)
                .build();
    }
}
