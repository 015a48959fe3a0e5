package dev.tidings.ingest;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.ChangeNumbers;
import dev.tidings.changelog.ChangeTransaction;
import dev.tidings.changelog.WrittenChange;
import dev.tidings.destination.Destination;
import dev.tidings.ingest.KnownRequests.Known;
import dev.tidings.ingest.KnownRequests.Published;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The part of publishing that is done as a whole or not at all. */
@Component
class IngestTransaction {

    private final KnownRequests requests;
    private final ChangeLog log;
    private final ChangeNumbers numbers;

    IngestTransaction(KnownRequests requests, ChangeLog log, ChangeNumbers numbers) {
        this.requests = requests;
        this.log = log;
        this.numbers = numbers;
    }

    /**
     * Announces what is logged, unless the request is known.
     *
     * @throws org.springframework.web.ErrorResponseException with status 422 if its key is known with another body
     */
    @ChangeTransaction
    Outcome run(IngestRequest request) {
        RequestKey key = request.key();
        if (key != null && !requests.claim(key, request.digest())) {
            Known known = requests.get(key);
            if (!known.digest().equals(request.digest())) {
                throw IngestProblems.otherBody(key.text());
            }
            return new Repeated(known);
        }
        var published = new Published(numbers.mark(), request.lastChanges());
        if (key != null) {
            requests.keep(key, published);
        }
        log.announceWritten(request.logged());
        return new First(published, heads(request));
    }

    private Map<Destination, Position> heads(IngestRequest request) {
        return log.heads(Stream.of(request.updates(false), request.updates(true))
                .flatMap(Collection::stream)
                .map(WrittenChange::destinations)
                .flatMap(Collection::stream)
                .collect(Collectors.toSet()));
    }

    /** What happened to a request. */
    sealed interface Outcome {}

    /**
     * It is published now.
     *
     * @param heads of the destinations of its transient updates, before the commit
     */
    record First(Published published, Map<Destination, Position> heads) implements Outcome {}

    /** It was published before. */
    record Repeated(Known known) implements Outcome {}
}
