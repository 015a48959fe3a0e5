package dev.tidings.session;

import dev.tidings.change.Position;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes each frame as one line of text, and counts how often it was asked to encode a message. */
final class LineEncoding implements MessageEncoding {

    private final int index;
    private final Map<OutboundMessage, Integer> asked = new HashMap<>();

    LineEncoding(int index) {
        this.index = index;
    }

    int timesAsked(OutboundMessage message) {
        return asked.getOrDefault(message, 0);
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public byte[] head(String subscriptionId) {
        return utf8(subscriptionId + " ");
    }

    @Override
    public byte[] tail(OutboundMessage message) {
        asked.merge(message, 1, Integer::sum);
        String body = new String(message.body(), StandardCharsets.UTF_8);
        return utf8(
                switch (message.kind()) {
                    case ENTRY ->
                        message.entries().isEmpty()
                                ? "entry %s %s\n".formatted(message.position(), body)
                                : "entries %s to %s %s\n".formatted(message.firstPosition(), message.position(), body);
                    case TRANSIENT -> "transient %s\n".formatted(body);
                    case RESET ->
                        "reset %s %s\n"
                                .formatted(message.position(), message.headers().get("reset"));
                });
    }

    @Override
    public byte[] receipt(String id, Position position, @Nullable String reset) {
        return utf8(
                reset == null
                        ? "receipt %s %s\n".formatted(id, position)
                        : "receipt %s %s %s\n".formatted(id, position, reset));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
