package dev.tidings.stomp;

import dev.tidings.session.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.messaging.simp.stomp.StompCommand;

/**
 * What a client may send: the commands, and of each the headers that count. Everything else of a frame
 * is left out of the one that goes on.
 */
final class FrameRules {

    private static final int MAX_ID_LENGTH = 128;

    private static final Map<StompCommand, Set<String>> HEADERS = Map.of(
            StompCommand.CONNECT, Set.of("accept-version", "host", "heart-beat", "Authorization", "passcode"),
            StompCommand.STOMP, Set.of("accept-version", "host", "heart-beat", "Authorization", "passcode"),
            StompCommand.SUBSCRIBE, Set.of("id", "destination", "ack", "receipt", "since", "batch", "delta"),
            StompCommand.UNSUBSCRIBE, Set.of("id", "receipt"),
            StompCommand.DISCONNECT, Set.of("id", "receipt"),
            StompCommand.SEND, Set.of("destination", "Authorization", "receipt", "content-type", "content-length"),
            StompCommand.ACK, Set.of(),
            StompCommand.NACK, Set.of());

    private static final Set<String> UNSUPPORTED = Set.of("BEGIN", "COMMIT", "ABORT");

    private FrameRules() {}

    /**
     * Returns the command of a frame.
     *
     * @throws ProtocolException if a client may not send it
     */
    static StompCommand command(Frame frame) {
        if (UNSUPPORTED.contains(frame.command())) {
            throw new ProtocolException(ErrorCode.UNSUPPORTED, "Transactions are not supported");
        }
        return HEADERS.keySet().stream()
                .filter(command -> command.name().equals(frame.command()))
                .findAny()
                .orElseThrow(() -> new ProtocolException(
                        ErrorCode.PROTOCOL, "The command of a frame must be one that STOMP gives to clients"));
    }

    /** Returns the headers of a frame that count. */
    static Map<String, String> headersThatCount(StompCommand command, Frame frame) {
        Set<String> counting = HEADERS.getOrDefault(command, Set.of());
        var headers = new LinkedHashMap<>(frame.headers());
        headers.keySet().retainAll(counting);
        return headers;
    }

    /**
     * Checks that a frame has what its command needs.
     *
     * @throws ProtocolException if it does not
     */
    static void check(StompCommand command, Frame frame) {
        if (frame.body().length > 0 && command != StompCommand.SEND) {
            throw new ProtocolException(ErrorCode.PROTOCOL, "A " + command + " frame must not have a body");
        }
        switch (command) {
            case SUBSCRIBE -> {
                require(frame, "id");
                require(frame, "destination");
            }
            case UNSUBSCRIBE -> require(frame, "id");
            case SEND -> require(frame, "destination");
            default -> {}
        }
        requirePlain(frame, "id");
        requirePlain(frame, "receipt");
    }

    private static void require(Frame frame, String name) {
        if (frame.header(name) == null) {
            throw new ProtocolException(
                    ErrorCode.PROTOCOL, "A %s frame must have the header '%s'".formatted(frame.command(), name));
        }
    }

    private static void requirePlain(Frame frame, String name) {
        String value = frame.header(name);
        if (value == null) {
            return;
        }
        if (value.isEmpty() || value.length() > MAX_ID_LENGTH) {
            throw new ProtocolException(
                    ErrorCode.PROTOCOL, "'%s' must have 1 to %d characters".formatted(name, MAX_ID_LENGTH));
        }
        // RabbitMQ gives ids back in the frames of its own, and not every version of it escapes the ends of lines
        // there.
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new ProtocolException(ErrorCode.PROTOCOL, "'%s' must have no control characters".formatted(name));
        }
    }
}
