package dev.tidings.stomp;

import dev.tidings.change.Position;
import dev.tidings.session.MessageEncoding;
import dev.tidings.session.OutboundMessage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes the frames that the fan-out sends, in each version of STOMP. */
enum FrameEncoding implements MessageEncoding {
    V1_0(StompVersion.V1_0, 0),
    V1_1(StompVersion.V1_1, 1),
    V1_2(StompVersion.V1_2, 2);

    private final StompVersion version;
    private final int index;

    FrameEncoding(StompVersion version, int index) {
        this.version = version;
        this.index = index;
    }

    static FrameEncoding of(StompVersion version) {
        return switch (version) {
            case V1_0 -> V1_0;
            case V1_1 -> V1_1;
            case V1_2 -> V1_2;
        };
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public byte[] head(String subscriptionId) {
        var head = new StringBuilder("MESSAGE\nsubscription:");
        HeaderEscapes.of("MESSAGE", version).escape(subscriptionId, head);
        return head.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] tail(OutboundMessage message) {
        return FrameEncoder.encode("MESSAGE", "", message.headers(), message.body(), version);
    }

    @Override
    public byte[] receipt(String id, Position position, @Nullable String reset) {
        return FrameEncoder.encode(
                Frame.of("RECEIPT")
                        .with("receipt-id", id)
                        .with("position", position.toString())
                        .with("reset", reset),
                version);
    }
}
