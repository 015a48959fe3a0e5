package dev.tidings.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import dev.tidings.changelog.TransactionPart;
import dev.tidings.destination.Destination;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;

/**
 * One or more messages as one AMQP message, in their order: a message costs RabbitMQ and both its clients far more than
 * its bytes do. A single one has its headers as those of the AMQP message; of several, the header {@code messages} holds
 * a table for each, with the length of its part of the body, and with its routing key where that is not the one of the
 * AMQP message. All routing keys count: the further ones are in the header {@code CC}, RabbitMQ's sender-selected
 * distribution, by which each queue gets the whole once.
 */
final class AmqpBatch {

    /** Keeps the headers well below the 128 KB that a broker takes. */
    static final int MAX_MESSAGES = 64;

    static final int MAX_BYTES = 128 * 1024;

    private static final String EPOCH = "epoch";
    private static final String SEQUENCE = "sequence";
    private static final String AFTER = "after";
    private static final String KEY = "key";
    private static final String ANNOUNCED = "announced";
    private static final String PART = "part";
    private static final String RIGHTS = "rights";
    private static final String MESSAGES = "messages";
    private static final String BYTES = "bytes";
    private static final String ROUTING_KEY = "routing-key";
    private static final String FURTHER_ROUTING_KEYS = "CC";

    private final List<CarriedMessage> messages = new ArrayList<>();
    private int bytes;

    /** Returns whether a message may be added; the first one always may. */
    boolean hasRoomFor(CarriedMessage next) {
        if (messages.isEmpty()) {
            return true;
        }
        return messages.size() < MAX_MESSAGES
                && bytes + next.body().length <= MAX_BYTES
                && next.contentType().equals(messages.getFirst().contentType());
    }

    void add(CarriedMessage message) {
        messages.add(message);
        bytes += message.body().length;
    }

    /** Returns the routing key of the AMQP message, which is that of the first of them. */
    String routingKey() {
        return messages.getFirst().destination().routingKey();
    }

    BasicProperties properties() {
        return new BasicProperties.Builder()
                .contentType(messages.getFirst().contentType())
                .headers(messages.size() == 1 ? headers(messages.getFirst()) : headersOfAll())
                .build();
    }

    private Map<String, Object> headersOfAll() {
        List<String> further = messages.stream()
                .map(message -> message.destination().routingKey())
                .filter(key -> !key.equals(routingKey()))
                .distinct()
                .toList();
        return further.isEmpty() ? Map.of(MESSAGES, parts()) : Map.of(MESSAGES, parts(), FURTHER_ROUTING_KEYS, further);
    }

    byte[] body() {
        if (messages.size() == 1) {
            return messages.getFirst().body();
        }
        var body = new ByteArrayOutputStream(bytes);
        messages.forEach(message -> body.writeBytes(message.body()));
        return body.toByteArray();
    }

    private List<Map<String, Object>> parts() {
        return messages.stream()
                .map(message -> {
                    Map<String, Object> part = headers(message);
                    part.put(BYTES, message.body().length);
                    String key = message.destination().routingKey();
                    if (!key.equals(routingKey())) {
                        part.put(ROUTING_KEY, key);
                    }
                    return part;
                })
                .toList();
    }

    private static Map<String, Object> headers(CarriedMessage message) {
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
        if (message.part().text() != null) {
            headers.put(PART, message.part().text());
        }
        if (message.rights() != 0) {
            headers.put(RIGHTS, message.rights());
        }
        if (message.announcedAt() != null) {
            headers.put(ANNOUNCED, message.announcedAt().toEpochMilli());
        }
        return headers;
    }

    /**
     * Returns the messages that came from RabbitMQ as one, in their order.
     *
     * @throws IllegalArgumentException if no instance sends such a message
     */
    static List<CarriedMessage> read(Message message) {
        MessageProperties properties = message.getMessageProperties();
        String routingKey = properties.getReceivedRoutingKey();
        Destination destination = Destination.ofRoutingKey(routingKey == null ? "" : routingKey);
        Map<String, @Nullable Object> headers = properties.getHeaders();
        return headers.get(MESSAGES) instanceof List<?> parts
                ? read(destination, parts, properties.getContentType(), message.getBody())
                : List.of(read(destination, headers, properties.getContentType(), message.getBody()));
    }

    private static List<CarriedMessage> read(Destination destination, List<?> parts, String contentType, byte[] body) {
        var read = new ArrayList<CarriedMessage>(parts.size());
        int from = 0;
        for (Object part : parts) {
            if (!(part instanceof Map<?, ?> headers)
                    || !(headers.get(BYTES) instanceof Integer length)
                    || length < 0
                    || length > body.length - from) {
                throw new IllegalArgumentException("A batch of messages does not say where each of them ends");
            }
            Destination own =
                    headers.get(ROUTING_KEY) instanceof String key ? Destination.ofRoutingKey(key) : destination;
            read.add(read(own, headers, contentType, Arrays.copyOfRange(body, from, from + length)));
            from += length;
        }
        return read;
    }

    private static CarriedMessage read(Destination destination, Map<?, ?> headers, String contentType, byte[] body) {
        ChangeKey key = headers.get(KEY) instanceof String text ? ChangeKey.parse(text) : null;
        long rights = headers.get(RIGHTS) instanceof Long version ? version : 0;
        if (headers.get(EPOCH) instanceof String epoch && headers.get(SEQUENCE) instanceof Long sequence) {
            Instant announcedAt = headers.get(ANNOUNCED) instanceof Long millis ? Instant.ofEpochMilli(millis) : null;
            String part = headers.get(PART) instanceof String text ? text : null;
            return CarriedMessage.entry(destination, new Position(epoch, sequence), key, announcedAt, contentType, body)
                    .as(TransactionPart.parse(part))
                    .under(rights);
        }
        Position after = headers.get(AFTER) instanceof String text ? Position.parse(text) : null;
        return CarriedMessage.transientUpdate(destination, after, key, contentType, body)
                .under(rights);
    }
}
