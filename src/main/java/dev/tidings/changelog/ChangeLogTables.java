package dev.tidings.changelog;

import dev.tidings.change.Position;
import dev.tidings.destination.Destination;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of the change log, on PostgreSQL and on H2 in PostgreSQL mode. */
@Component
final class ChangeLogTables {

    private static final String ENTRIES = "select e.sequence, e.body, s.routing_key, c.epoch from change_entry e"
            + " join change_stream s on s.id = e.stream_id cross join change_epoch c";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    ChangeLogTables(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * Locks the streams until the transaction ends, in the order of their keys, and makes those that are
     * missing.
     */
    Map<String, Stream> lock(Collection<String> routingKeys) {
        var sorted = new TreeSet<>(routingKeys);
        Map<String, Stream> locked = lockExisting(sorted);
        if (locked.size() == sorted.size()) {
            return locked;
        }
        List<Object[]> missing = sorted.stream()
                .filter(key -> !locked.containsKey(key))
                .map(key -> new Object[] {key})
                .toList();
        batches.batchUpdate(
                "insert into change_stream (routing_key, head) values (?, 0) on conflict do nothing", missing);
        return lockExisting(sorted);
    }

    private Map<String, Stream> lockExisting(Collection<String> sorted) {
        return jdbc
                .sql("select id, routing_key, head from change_stream where routing_key in (:keys)"
                        + " order by routing_key for update")
                .param("keys", sorted)
                .query((row, number) ->
                        new Stream(row.getLong("id"), row.getString("routing_key"), row.getLong("head")))
                .list()
                .stream()
                .collect(Collectors.toMap(Stream::routingKey, stream -> stream, (a, b) -> a, HashMap::new));
    }

    /** Writes entries, what is pending of them, and the new heads. */
    void append(List<NewEntry> entries, Collection<Stream> heads, OffsetDateTime now) {
        batches.batchUpdate(
                "insert into change_entry (stream_id, sequence, change_id, body, created_at) values (?, ?, ?, ?, ?)",
                entries.stream()
                        .map(entry ->
                                new Object[] {entry.streamId(), entry.sequence(), entry.changeId(), entry.body(), now})
                        .toList());
        batches.batchUpdate(
                "insert into change_pending (stream_id, sequence) values (?, ?)",
                entries.stream()
                        .map(entry -> new Object[] {entry.streamId(), entry.sequence()})
                        .toList());
        batches.batchUpdate(
                "update change_stream set head = ? where id = ?",
                heads.stream()
                        .map(stream -> new Object[] {stream.head(), stream.id()})
                        .toList());
    }

    Map<Destination, Position> heads(Collection<? extends Destination> destinations) {
        if (destinations.isEmpty()) {
            return Map.of();
        }
        var byKey = new HashMap<String, Position>();
        var epoch = new String[1];
        jdbc.sql("select c.epoch, s.routing_key, s.head from change_epoch c"
                        + " left join change_stream s on s.routing_key in (:keys)")
                .param(
                        "keys",
                        destinations.stream().map(Destination::routingKey).toList())
                .query(row -> {
                    epoch[0] = row.getString("epoch");
                    if (row.getString("routing_key") != null) {
                        byKey.put(row.getString("routing_key"), new Position(epoch[0], row.getLong("head")));
                    }
                });
        var heads = new LinkedHashMap<Destination, Position>();
        destinations.forEach(destination ->
                heads.put(destination, byKey.getOrDefault(destination.routingKey(), new Position(epoch[0], 0))));
        return heads;
    }

    List<ChangeLogEntry> read(Destination destination, long after, int limit) {
        return jdbc.sql(ENTRIES + " where s.routing_key = ? and e.sequence > ? order by e.sequence limit ?")
                .params(destination.routingKey(), after, limit)
                .query((row, number) -> new ChangeLogEntry(
                        destination,
                        new Position(row.getString("epoch"), row.getLong("sequence")),
                        row.getString("body")))
                .list();
    }

    /** Reads the oldest entries that are not published yet; those of one stream come in sequence. */
    List<PendingEntry> readPending(int limit) {
        return jdbc.sql("select p.id, e.sequence, e.body, s.routing_key, c.epoch from change_pending p"
                        + " join change_entry e on e.stream_id = p.stream_id and e.sequence = p.sequence"
                        + " join change_stream s on s.id = p.stream_id cross join change_epoch c"
                        + " order by p.id limit ?")
                .param(limit)
                .query((row, number) -> new PendingEntry(
                        row.getLong("id"),
                        new ChangeLogEntry(
                                Destination.ofRoutingKey(row.getString("routing_key")),
                                new Position(row.getString("epoch"), row.getLong("sequence")),
                                row.getString("body"))))
                .list();
    }

    void markPublished(List<PendingEntry> published) {
        batches.batchUpdate(
                "delete from change_pending where id = ?",
                published.stream().map(entry -> new Object[] {entry.id()}).toList());
    }

    /**
     * A row of {@code change_stream}.
     *
     * @param id key of the row
     * @param routingKey routing key of the destination
     * @param head sequence of the last entry
     */
    record Stream(long id, String routingKey, long head) {}

    /** An entry to be written. */
    record NewEntry(long streamId, long sequence, String changeId, String body) {}

    /**
     * An entry that is not published yet.
     *
     * @param id key of its row in {@code change_pending}
     */
    record PendingEntry(long id, ChangeLogEntry entry) {}
}
