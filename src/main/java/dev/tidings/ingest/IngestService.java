package dev.tidings.ingest;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.ChangeNumbers;
import dev.tidings.destination.Destination;
import dev.tidings.ingest.IngestTransaction.First;
import dev.tidings.ingest.IngestTransaction.Repeated;
import dev.tidings.ingest.KnownRequests.Published;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Publishes requests from outside: first what is logged, then what is not, and finds out the positions. */
@Service
final class IngestService {

    /** Numbering takes milliseconds; longer than this, and the caller is better told to ask again. */
    private static final Duration NUMBERING_LIMIT = Duration.ofSeconds(5);

    private final IngestTransaction transaction;
    private final KnownRequests requests;
    private final ChangeLog log;
    private final ChangeNumbers numbers;

    IngestService(IngestTransaction transaction, KnownRequests requests, ChangeLog log, ChangeNumbers numbers) {
        this.transaction = transaction;
        this.requests = requests;
        this.log = log;
        this.numbers = numbers;
    }

    /**
     * Publishes a request, or finds that it was published before.
     *
     * @return the position of each destination after its last logged change; nothing if all changes are transient,
     *     or if they are committed and could not be numbered in time
     */
    Map<String, String> publish(IngestRequest request) {
        if (request.key() == null && request.isAllTransient()) {
            log.announceTransientWritten(request.updates(false));
            return Map.of();
        }
        return switch (transaction.run(request)) {
            case First(var published, var heads) -> {
                log.announceTransientWritten(request.updates(false), heads);
                Optional<Map<Destination, Position>> positions = positions(published);
                sendBehind(request, heads, positions);
                yield answer(request, positions);
            }
            case Repeated(var known) ->
                known.positions() == null ? answer(request, positions(known.published())) : known.positions();
        };
    }

    /** Publishes a request whose publisher waits for no position. */
    void publishUnanswered(IngestRequest request) {
        if (transaction.run(request) instanceof First(var published, var heads)) {
            log.announceTransientWritten(request.updates(false), heads);
            if (!request.updates(true).isEmpty()) {
                sendBehind(request, heads, positions(published));
            }
        }
    }

    private void sendBehind(
            IngestRequest request, Map<Destination, Position> heads, Optional<Map<Destination, Position>> positions) {
        var after = new HashMap<>(heads);
        positions.ifPresent(after::putAll);
        log.announceTransientWritten(request.updates(true), after);
    }

    private Optional<Map<Destination, Position>> positions(Published published) {
        if (published.lastChanges().isEmpty()) {
            return Optional.of(Map.of());
        }
        try {
            return numbers.await(published.mark(), published.lastChanges(), NUMBERING_LIMIT);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Map<String, String> answer(IngestRequest request, Optional<Map<Destination, Position>> positions) {
        var answer = new LinkedHashMap<String, String>();
        positions.ifPresent(found ->
                found.forEach((destination, position) -> answer.put(destination.sendAddress(), position.toString())));
        if (request.key() != null && positions.isPresent()) {
            requests.keepPositions(request.key(), answer);
        }
        return answer;
    }
}
