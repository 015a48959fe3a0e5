package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.Position;
import dev.tidings.destination.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests for {@link MessageBatches}. */
class MessageBatchesTests {

    private static final Topic TOPIC = new Topic("notes", "1");

    @Test
    void makesOneMessageOfEntriesThatFollowEachOther() {
        OutboundMessage batch =
                MessageBatches.of(List.of(entry(3), entry(4), entry(5))).getFirst();

        assertThat(batch.headers())
                .containsEntry("first-sequence", "3")
                .containsEntry("sequence", "5")
                .containsEntry("epoch", "e1")
                .containsEntry("content-type", "application/json")
                .containsEntry("destination", TOPIC.address());
        assertThat(body(batch)).isEqualTo("[{\"n\":3},{\"n\":4},{\"n\":5}]");
        assertThat(batch.position()).isEqualTo(new Position("e1", 5));
        assertThat(batch.firstPosition()).isEqualTo(new Position("e1", 3));
    }

    @Test
    void givesEachMessageAnIdOfItsOwn() {
        OutboundMessage first = entry(1);
        OutboundMessage second = entry(2);

        assertThat(List.of(
                        MessageBatches.of(List.of(first, second)).getFirst(),
                        MessageBatches.of(List.of(first, second)).getFirst(),
                        first,
                        second))
                .extracting(message -> message.headers().get("message-id"))
                .doesNotHaveDuplicates();
    }

    @Test
    void keepsTheWordThatTheyAreReplayed() {
        OutboundMessage one = OutboundMessage.replayed(TOPIC, at("e1", 1), "application/json", utf8("{}"));
        OutboundMessage two = OutboundMessage.replayed(TOPIC, at("e1", 2), "application/json", utf8("{}"));

        assertThat(MessageBatches.of(List.of(one, two)).getFirst().headers()).containsEntry("replayed", "true");
    }

    @Test
    void leavesAloneWhatHasNoNeighbour() {
        OutboundMessage update = OutboundMessage.transientUpdate(TOPIC, at("e1", 2), "application/json", utf8("{}"));
        OutboundMessage reset = OutboundMessage.reset(TOPIC, at("e1", 9), "retention-exceeded");
        OutboundMessage otherEpoch = OutboundMessage.entry(TOPIC, at("e2", 3), "application/json", utf8("{}"));
        List<OutboundMessage> alone =
                List.of(entry(1), update, entry(2), otherEpoch, entry(4), reset, update, update, entry(10), entry(12));

        assertThat(MessageBatches.of(alone)).isEqualTo(alone);
        assertThat(MessageBatches.of(List.of(entry(1)))).hasSize(1);
        assertThat(MessageBatches.of(List.of())).isEmpty();
    }

    @Test
    void keepsTheOrderOfBatchesAndOthers() {
        OutboundMessage update = OutboundMessage.transientUpdate(TOPIC, at("e1", 2), "application/json", utf8("{}"));

        assertThat(MessageBatches.of(List.of(entry(1), entry(2), update, entry(3), entry(4), entry(5))))
                .extracting(OutboundMessage::position)
                .containsExactly(at("e1", 2), at("e1", 2), at("e1", 5));
    }

    @Test
    void startsAnotherBatchBeforeOneIsTooLarge() {
        int third = MessageBatches.MAX_BYTES / 3;
        OutboundMessage large = entry(5, MessageBatches.MAX_BYTES + 1);

        assertThat(MessageBatches.of(List.of(
                        entry(1, third), entry(2, third), entry(3, third), entry(4, third), large, entry(6, 1))))
                .extracting(OutboundMessage::firstPosition)
                .containsExactly(at("e1", 1), at("e1", 4), at("e1", 5), at("e1", 6));
    }

    private static OutboundMessage entry(long sequence) {
        return OutboundMessage.entry(TOPIC, at("e1", sequence), "application/json", utf8("{\"n\":" + sequence + "}"));
    }

    private static OutboundMessage entry(long sequence, int bytes) {
        return OutboundMessage.entry(TOPIC, at("e1", sequence), "application/json", new byte[bytes]);
    }

    private static Position at(String epoch, long sequence) {
        return new Position(epoch, sequence);
    }

    private static String body(OutboundMessage message) {
        return new String(message.body(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
