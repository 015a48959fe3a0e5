package dev.tidings.replay;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.ChangeLogEntry;
import dev.tidings.destination.BadDestinationException;
import dev.tidings.destination.Destination;
import dev.tidings.destination.DestinationCatalog;
import dev.tidings.destination.Reader;
import dev.tidings.replay.ChangesAnswer.Entry;
import dev.tidings.replay.ChangesAnswer.Stream;
import dev.tidings.replay.ChangesRequest.Reached;
import dev.tidings.replay.ReplayOutcome.Replayed;
import dev.tidings.replay.ReplayOutcome.SnapshotRequired;
import dev.tidings.security.Tokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Answers requests for changes, stream by stream: one that is refused does not spoil the rest. */
@Component
final class ChangesReader {

    private static final String ACCESS_DENIED = "access_denied";

    private final ChangeLog log;
    private final ReplayService replays;
    private final DestinationCatalog destinations;
    private final Tokens tokens;

    ChangesReader(ChangeLog log, ReplayService replays, DestinationCatalog destinations, Tokens tokens) {
        this.log = log;
        this.replays = replays;
        this.destinations = destinations;
        this.tokens = tokens;
    }

    /**
     * Reads what there is now, for a reader whose rights are asked anew.
     *
     * @throws org.springframework.security.core.AuthenticationException if the token of the request was good only then
     */
    ChangesAnswer read(ChangesRequest request) {
        ChangesAnswer answer = readAll(request);
        // After reading: what was committed before the token ended may be given.
        tokens.requireStillGood(request.user());
        return answer;
    }

    private ChangesAnswer readAll(ChangesRequest request) {
        var readable = new HashMap<Reached, Destination>();
        var refused = new HashMap<Reached, String>();
        for (Reached stream : request.streams()) {
            try {
                var destination =
                        Destination.ofAddress(stream.address(), request.reader().name());
                if (destinations.mayRead(request.reader(), destination)) {
                    readable.put(stream, destination);
                } else {
                    refused.put(stream, ACCESS_DENIED);
                }
            } catch (BadDestinationException ex) {
                refused.put(stream, "bad_destination");
            }
        }
        Map<Destination, Position> heads = log.heads(readable.values());
        return new ChangesAnswer(request.streams().stream()
                .map(stream -> {
                    Destination destination = readable.get(stream);
                    return destination == null
                            ? Stream.refused(stream.address(), refused.getOrDefault(stream, ACCESS_DENIED))
                            : rightful(request.reader(), destination, answer(stream, destination, heads, request));
                })
                .toList());
    }

    /** Asks again after the changes were read: who still has the right had it when the last of them was committed. */
    private Stream rightful(Reader reader, Destination destination, Stream answer) {
        return answer.changes().isEmpty() || destinations.mayRead(reader, destination)
                ? answer
                : Stream.refused(answer.destination(), ACCESS_DENIED);
    }

    private Stream answer(
            Reached stream, Destination destination, Map<Destination, Position> heads, ChangesRequest request) {
        Position head = heads.getOrDefault(destination, stream.position());
        ReplayOutcome missed = replays.replay(destination, stream.position(), head, request.limit())
                .since(() -> destinations.readableSince(request.reader(), destination), head);
        return switch (missed) {
            case SnapshotRequired(var cause, var from) ->
                new Stream(stream.address(), from.toString(), List.of(), null, cause.wireValue(), null);
            case Replayed(var entries, boolean more) ->
                new Stream(
                        stream.address(),
                        (entries.isEmpty()
                                        ? stream.position()
                                        : entries.getLast().position())
                                .toString(),
                        entries.stream().map(ChangesReader::entry).toList(),
                        more ? true : null,
                        null,
                        null);
        };
    }

    private static Entry entry(ChangeLogEntry entry) {
        return new Entry(entry.position().sequence(), entry.body());
    }
}
