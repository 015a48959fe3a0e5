package dev.tidings.replay;

import dev.tidings.change.Position;
import dev.tidings.destination.Reader;
import dev.tidings.http.Problems;
import dev.tidings.security.Readers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.security.core.Authentication;

/**
 * A request for what comes after a position, in several streams.
 *
 * @param user who asks
 * @param streams what the reader has reached in each
 * @param patience how long to wait if there is nothing yet
 * @param limit most entries of one stream
 */
record ChangesRequest(Authentication user, List<Reached> streams, Duration patience, int limit) {

    private static final int MAX_STREAMS = 50;
    private static final int MAX_WAIT_SECONDS = 25;
    private static final int MAX_LIMIT = 1000;

    /**
     * What a client has reached in a stream.
     *
     * @param address destination as the client wrote it
     */
    record Reached(String address, Position position) {}

    /**
     * Checks the parameters of a request.
     *
     * @param from {@code <destination>@<epoch>:<sequence>}, one for each stream
     * @throws org.springframework.web.ErrorResponseException with status 400 if one breaks a rule
     */
    static ChangesRequest of(Authentication user, List<String> from, int waitSeconds, int limit) {
        if (from.isEmpty() || from.size() > MAX_STREAMS) {
            throw Problems.badField(
                    "from", "must be given 1 to %d times, but was %d times".formatted(MAX_STREAMS, from.size()));
        }
        requireBetween("wait", waitSeconds, 0, MAX_WAIT_SECONDS);
        requireBetween("limit", limit, 1, MAX_LIMIT);
        List<Reached> streams = from.stream().map(ChangesRequest::parse).toList();
        Set<String> addresses = new HashSet<>();
        streams.forEach(stream -> {
            if (!addresses.add(stream.address())) {
                throw Problems.badField("from", "must name each destination once");
            }
        });
        return new ChangesRequest(user, streams, Duration.ofSeconds(waitSeconds), limit);
    }

    Reader reader() {
        return Readers.of(user);
    }

    private static Reached parse(String from) {
        int at = from.lastIndexOf('@');
        try {
            return new Reached(from.substring(0, Math.max(at, 0)), Position.parse(from.substring(at + 1)));
        } catch (IllegalArgumentException ex) {
            throw Problems.badField("from", "must have the form <destination>@<epoch>:<sequence>");
        }
    }

    private static void requireBetween(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw Problems.badField(field, "must be between %d and %d, but was %d".formatted(min, max, value));
        }
    }
}
