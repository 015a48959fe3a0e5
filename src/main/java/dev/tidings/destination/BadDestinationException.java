package dev.tidings.destination;

import org.jspecify.annotations.Nullable;

/** Says which rule of the grammar an address breaks; safe to show to the client that sent it. */
public final class BadDestinationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    BadDestinationException(String message) {
        super(message);
    }

    BadDestinationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
