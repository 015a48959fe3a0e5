package dev.tidings.stomp;

import java.util.Locale;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How large a frame of a client may be.
 *
 * @param header size of the command and all header lines of a frame
 * @param headerCount number of header lines of a frame
 * @param body size of the body of a frame
 */
record FrameLimits(
        @DefaultValue("16KB") DataSize header,
        @DefaultValue("32") int headerCount,
        @DefaultValue("64KB") DataSize body) {

    FrameLimits {
        requireBetween("header", header.toBytes(), 1024, 1 << 20);
        requireBetween("header-count", headerCount, 8, 1024);
        requireBetween("body", body.toBytes(), 1024, 1 << 20);
    }

    private static void requireBetween(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "'tidings.stomp.frame.%s' must be between %d and %d, but was %d",
                    name,
                    min,
                    max,
                    value));
        }
    }
}
