package dev.tidings.http;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Knows a full disk from other failures. Java has no type for it, only what the system says. */
final class FullDisk {

    private FullDisk() {}

    static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && saysFull(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysFull(@Nullable String message) {
        if (message == null) {
            return false;
        }
        String text = message.toLowerCase(Locale.ROOT);
        return text.contains("no space left")
                || text.contains("disk quota exceeded")
                || text.contains("not enough space");
    }
}
