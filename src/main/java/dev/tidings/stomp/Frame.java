package dev.tidings.stomp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A STOMP frame with its headers unescaped; of a repeated header it has the first value, as STOMP 1.2 demands. */
final class Frame {

    static final byte[] NO_BODY = {};

    private final String command;
    private final Map<String, String> headers;
    private final byte[] body;

    Frame(String command, Map<String, String> headers, byte[] body) {
        this.command = command;
        this.headers = headers;
        this.body = body;
    }

    static Frame of(String command) {
        return of(command, NO_BODY);
    }

    static Frame of(String command, byte[] body) {
        return new Frame(command, new LinkedHashMap<>(), body);
    }

    String command() {
        return command;
    }

    Map<String, String> headers() {
        return headers;
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    byte[] body() {
        return body;
    }

    /** Adds a header if there is a value for it. */
    Frame with(String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
        return this;
    }
}
