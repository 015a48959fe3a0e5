package dev.tidings.benchmark.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes JSON bodies of one size that differ in their stamp only. */
final class Body {

    private static final String BEFORE = "{\"id\":\"";
    private static final String AFTER =
            "\",\"parent_id\":\"7c1e\",\"name\":\"picture.png\",\"etag\":\"17\",\"content_type\":\"image/png\",\"text\":\"";
    private static final String END = "\"}";

    private final byte[] template;

    Body(int size) {
        int fixed = BEFORE.length() + Stamp.LENGTH + AFTER.length() + END.length();
        if (size < fixed) {
            throw new IllegalArgumentException(
                    "A body has at least %d bytes, but %d were asked for".formatted(fixed, size));
        }
        String text = "The quick brown fox jumps over the lazy dog. "
                .repeat(size / 40 + 1)
                .substring(0, size - fixed);
        template = (BEFORE + "0".repeat(Stamp.LENGTH) + AFTER + text + END).getBytes(StandardCharsets.US_ASCII);
    }

    byte[] stamped(int destination, long number, long nanos) {
        byte[] body = Arrays.copyOf(template, template.length);
        Stamp.write(body, BEFORE.length(), destination, number, nanos);
        return body;
    }
}
