package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.rabbitmq.client.Envelope;
import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import dev.tidings.changelog.TransactionPart;
import dev.tidings.destination.Topic;
import dev.tidings.destination.UserQueue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.support.DefaultMessagePropertiesConverter;

/** Tests for {@link AmqpBatch}. */
class AmqpBatchTests {

    private static final Topic TOPIC = new Topic("notes", "1");

    @Test
    void bringsBackWhatItTook() {
        var entry = CarriedMessage.entry(
                TOPIC,
                new Position("e", 7),
                new ChangeKey("note", "1"),
                Instant.ofEpochMilli(5),
                CarriedMessage.JSON,
                utf8("{\"a\":1}"));
        var update = CarriedMessage.transientUpdate(
                TOPIC, new Position("e", 7), new ChangeKey("note", "2"), CarriedMessage.JSON, utf8("{}"));
        var elsewhere = CarriedMessage.transientUpdate(
                new UserQueue("alice", "jobs"), null, null, CarriedMessage.JSON, utf8("{\"b\":2}"));
        var bare = CarriedMessage.transientUpdate(TOPIC, null, null, CarriedMessage.JSON, utf8("[1,2]"));

        for (List<CarriedMessage> messages : List.of(
                List.of(entry),
                List.of(entry.as(TransactionPart.INNER).under(9)),
                List.of(update.under(9)),
                List.of(bare),
                List.of(entry, update, bare),
                List.of(entry, elsewhere, bare))) {
            assertThat(AmqpBatch.read(sent(messages)))
                    .usingRecursiveFieldByFieldElementComparator()
                    .isEqualTo(messages);
        }
    }

    @Test
    void takesOnlyWhatHasTheSameForm() {
        AmqpBatch batch = batch(List.of(message(TOPIC, CarriedMessage.JSON, 1)));

        assertThat(batch.hasRoomFor(message(TOPIC, CarriedMessage.JSON, 1))).isTrue();
        assertThat(batch.hasRoomFor(message(new Topic("notes", "2"), CarriedMessage.JSON, 1)))
                .isTrue();
        assertThat(batch.hasRoomFor(message(TOPIC, "text/plain", 1))).isFalse();
    }

    @Test
    void isRoutedByTheRoutingKeysOfAllItsMessages() {
        CarriedMessage first = message(TOPIC, CarriedMessage.JSON, 1);
        CarriedMessage second = message(new Topic("notes", "2"), CarriedMessage.JSON, 1);

        AmqpBatch batch = batch(List.of(first, second, first, second));

        assertThat(batch.routingKey()).isEqualTo("notes.1");
        assertThat(batch.properties().getHeaders()).containsEntry("CC", List.of("notes.2"));
        assertThat(batch(List.of(first, first)).properties().getHeaders()).doesNotContainKey("CC");
    }

    @Test
    void takesAnySingleMessageAndNoMoreThanItsLimits() {
        CarriedMessage small = message(TOPIC, CarriedMessage.JSON, 1);

        assertThat(new AmqpBatch().hasRoomFor(message(TOPIC, CarriedMessage.JSON, AmqpBatch.MAX_BYTES + 1)))
                .isTrue();
        assertThat(batch(List.of(message(TOPIC, CarriedMessage.JSON, AmqpBatch.MAX_BYTES - 1)))
                        .hasRoomFor(small))
                .isTrue();
        assertThat(batch(List.of(message(TOPIC, CarriedMessage.JSON, AmqpBatch.MAX_BYTES)))
                        .hasRoomFor(small))
                .isFalse();
        assertThat(batch(IntStream.range(0, AmqpBatch.MAX_MESSAGES)
                                .mapToObj(i -> small)
                                .toList())
                        .hasRoomFor(small))
                .isFalse();
    }

    @Test
    void refusesWhatNoInstanceSends() {
        for (Object parts : List.of(
                List.of("text"),
                List.of(Map.of()),
                List.of(Map.of("bytes", -1)),
                List.of(Map.of("bytes", 4)),
                List.of(Map.of("bytes", 3), Map.of("bytes", 1)),
                List.of(Map.of("bytes", 3, "routing-key", "no routing key")))) {
            var properties = new MessageProperties();
            properties.setReceivedRoutingKey(TOPIC.routingKey());
            properties.setHeader("messages", parts);

            assertThatIllegalArgumentException()
                    .as("%s", parts)
                    .isThrownBy(() -> AmqpBatch.read(new Message(utf8("abc"), properties)));
        }
    }

    /** Returns the message as Spring hands it to a listener. */
    private static Message sent(List<CarriedMessage> messages) {
        AmqpBatch batch = batch(messages);
        var envelope = new Envelope(1, false, "exchange", batch.routingKey());
        return new Message(
                batch.body(),
                new DefaultMessagePropertiesConverter().toMessageProperties(batch.properties(), envelope, "UTF-8"));
    }

    private static AmqpBatch batch(List<CarriedMessage> messages) {
        var batch = new AmqpBatch();
        messages.forEach(batch::add);
        return batch;
    }

    private static CarriedMessage message(Topic topic, String contentType, int bytes) {
        return CarriedMessage.transientUpdate(topic, null, null, contentType, new byte[bytes]);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
