package dev.tidings.stomp;

import dev.tidings.session.ErrorCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code heart-beat} header of a client.
 *
 * @param sends interval in milliseconds at which the client can send, {@code 0} if it cannot
 * @param wants interval in milliseconds at which the client wants to receive, {@code 0} if it does not
 */
record Heartbeat(long sends, long wants) {

    /** The client neither sends nor wants heartbeats. */
    static final Heartbeat NONE = new Heartbeat(0, 0);

    /** RabbitMQ counts in seconds, and nobody needs more than one a second. */
    private static final long MIN_INTERVAL = 1000;

    private static final Pattern HEADER = Pattern.compile("(0|[1-9][0-9]{0,8}),(0|[1-9][0-9]{0,8})");

    /**
     * Reads the header of a CONNECT frame.
     *
     * @throws ProtocolException if it is not two numbers
     */
    static Heartbeat of(Frame connect) {
        String header = connect.header("heart-beat");
        if (header == null) {
            return NONE;
        }
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw new ProtocolException(
                    ErrorCode.PROTOCOL, "'heart-beat' must be two numbers of milliseconds with a comma between them");
        }
        return new Heartbeat(atLeastMin(matcher.group(1)), atLeastMin(matcher.group(2)));
    }

    private static long atLeastMin(String interval) {
        long millis = Long.parseLong(interval);
        return millis == 0 ? 0 : Math.max(millis, MIN_INTERVAL);
    }

    String headerValue() {
        return sends + "," + wants;
    }
}
