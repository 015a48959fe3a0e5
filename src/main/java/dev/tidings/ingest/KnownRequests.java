package dev.tidings.ingest;

import dev.tidings.destination.Destination;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The requests that were published, by their keys. */
@Component
class KnownRequests {

    private static final TypeReference<LinkedHashMap<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    KnownRequests(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Takes a key for a body. Waits for a transaction that is about to take the same key.
     *
     * @return whether the key was free
     */
    boolean claim(RequestKey key, String digest) {
        return jdbc.sql("insert into ingest_request (id, body_sha256, created_at) values (?, ?, ?)"
                                + " on conflict do nothing")
                        .params(key.id(), digest, clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Keeps by what the positions of the request can be found. */
    void keep(RequestKey key, Published published) {
        jdbc.sql("update ingest_request set mark = ?, last_changes = ? where id = ?")
                .params(published.mark(), written(published.lastChanges()), key.id())
                .update();
    }

    /** Keeps the answer. The first one stays. */
    void keepPositions(RequestKey key, Map<String, String> positions) {
        jdbc.sql("update ingest_request set positions = ? where id = ? and positions is null")
                .params(json.writeValueAsString(positions), key.id())
                .update();
    }

    /** Returns what is known under a key that is taken. */
    Known get(RequestKey key) {
        return jdbc.sql("select body_sha256, mark, last_changes, positions from ingest_request where id = ?")
                .param(key.id())
                .query((row, number) -> new Known(
                        row.getString("body_sha256"),
                        new Published(row.getLong("mark"), destinations(row.getString("last_changes"))),
                        texts(row.getString("positions"))))
                .single();
    }

    void removeOlderThan(Instant instant) {
        jdbc.sql("delete from ingest_request where created_at < ?")
                .param(instant.atOffset(ZoneOffset.UTC))
                .update();
    }

    private String written(Map<Destination, String> lastChanges) {
        var texts = new LinkedHashMap<String, String>();
        lastChanges.forEach((destination, id) -> texts.put(destination.sendAddress(), id));
        return json.writeValueAsString(texts);
    }

    private Map<Destination, String> destinations(@Nullable String written) {
        var destinations = new LinkedHashMap<Destination, String>();
        Map<String, String> texts = texts(written);
        if (texts != null) {
            texts.forEach((address, id) -> destinations.put(Destination.ofSendAddress(address), id));
        }
        return destinations;
    }

    private @Nullable Map<String, String> texts(@Nullable String written) {
        return written == null ? null : json.readValue(written, TEXTS);
    }

    /**
     * By what the positions of a request can be found.
     *
     * @param mark end of the log before it
     * @param lastChanges of each destination, the id of its last change
     */
    record Published(long mark, Map<Destination, String> lastChanges) {}

    /**
     * A request that was published.
     *
     * @param digest of its body
     * @param positions its answer, if that is known already
     */
    record Known(
            String digest, Published published, @Nullable Map<String, String> positions) {}
}
