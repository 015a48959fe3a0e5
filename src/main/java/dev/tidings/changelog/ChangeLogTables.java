package dev.tidings.changelog;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import dev.tidings.destination.Destination;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of the change log, on PostgreSQL and on H2 in PostgreSQL mode. */
@Component
final class ChangeLogTables implements Publications {

    private static final String ENTRIES =
            "select e.id, e.sequence, e.change_key, e.created_at, e.transaction_part, e.rights_announced, e.rights_version, e.body, s.routing_key, c.epoch"
                    + " from change_entry e join change_stream s on s.id = e.stream_id cross join change_epoch c";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    ChangeLogTables(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Writes what a transaction announced, in this order. Takes no lock that another transaction waits for. */
    void append(List<NewEntry> entries, OffsetDateTime now) {
        batches.batchUpdate(
                "insert into change_intake (routing_key, change_id, change_key, body, transaction_part, created_at,"
                        + " rights_announced) values (?, ?, ?, ?, ?, ?, (select version from rights_version))",
                entries.stream()
                        .map(entry -> new Object[] {
                            entry.routingKey(),
                            entry.changeId(),
                            text(entry.key()),
                            entry.body(),
                            entry.part().text(),
                            now
                        })
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
                .query((row, number) -> entry(destination, row))
                .list();
    }

    /** Reads the id of the last entry. Entries of transactions that are still open will come later than this one. */
    long lastEntry() {
        return jdbc.sql("select coalesce(max(id), 0) from change_entry")
                .query(Long.class)
                .single();
    }

    /** Reads where changes are, among the entries later than one of them. */
    List<Place> places(Collection<String> changeIds, long after) {
        if (changeIds.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select s.routing_key, e.change_id, c.epoch, max(e.sequence) as sequence from change_entry e"
                        + " join change_stream s on s.id = e.stream_id cross join change_epoch c"
                        + " where e.id > :after and e.change_id in (:ids) group by s.routing_key, e.change_id, c.epoch")
                .param("after", after)
                .param("ids", changeIds)
                .query((row, number) -> new Place(
                        Destination.ofRoutingKey(row.getString("routing_key")),
                        row.getString("change_id"),
                        new Position(row.getString("epoch"), row.getLong("sequence"))))
                .list();
    }

    @Override
    public long publishedId() {
        return jdbc.sql("select entry_id from change_publication")
                .query(Long.class)
                .single();
    }

    @Override
    public long lastId() {
        return jdbc.sql("select coalesce(max(id), 0) from change_entry")
                .query(Long.class)
                .single();
    }

    @Override
    public List<NumberedEntry> readAfter(long id, int limit) {
        return jdbc.sql(ENTRIES + " where e.id > ? order by e.id limit ?")
                .params(id, limit)
                .query((row, number) -> new NumberedEntry(
                        row.getLong("id"), entry(Destination.ofRoutingKey(row.getString("routing_key")), row)))
                .list();
    }

    @Override
    public void mark(long id) {
        jdbc.sql("update change_publication set entry_id = ? where entry_id < ?")
                .params(id, id)
                .update();
    }

    private static ChangeLogEntry entry(Destination destination, ResultSet row) throws SQLException {
        String key = row.getString("change_key");
        return new ChangeLogEntry(
                destination,
                new Position(row.getString("epoch"), row.getLong("sequence")),
                key == null ? null : ChangeKey.parse(key),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                TransactionPart.parse(row.getString("transaction_part")),
                new RightsStamp(row.getLong("rights_announced"), row.getLong("rights_version")),
                row.getString("body"));
    }

    private static @Nullable String text(@Nullable ChangeKey key) {
        return key == null ? null : key.toString();
    }

    /** The last entry of a change in a stream. */
    record Place(Destination destination, String changeId, Position position) {}

    /** An entry to be written. */
    record NewEntry(
            String routingKey, String changeId, @Nullable ChangeKey key, TransactionPart part, String body) {}
}
