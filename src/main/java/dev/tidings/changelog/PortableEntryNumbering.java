package dev.tidings.changelog;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Numbers in this process, with statements that every database has. */
final class PortableEntryNumbering implements EntryNumbering {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    PortableEntryNumbering(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public int number(int limit) {
        List<Announced> announced = take(limit);
        if (announced.isEmpty()) {
            return 0;
        }
        Map<String, Stream> streams =
                streams(announced.stream().map(Announced::routingKey).collect(Collectors.toCollection(TreeSet::new)));
        // Read after what is to be numbered: a revocation that one of these changes came after is visible by now.
        long rights =
                jdbc.sql("select version from rights_version").query(Long.class).single();
        var entries = new ArrayList<Object[]>(announced.size());
        for (Announced one : announced) {
            Stream stream =
                    Objects.requireNonNull(streams.computeIfPresent(one.routingKey(), (key, last) -> last.next()));
            entries.add(new Object[] {
                stream.id(),
                stream.head(),
                one.changeId(),
                one.key(),
                one.body(),
                one.part(),
                one.rights(),
                one.createdAt(),
                rights
            });
        }
        batches.batchUpdate(
                "insert into change_entry (stream_id, sequence, change_id, change_key, body, transaction_part,"
                        + " rights_announced, created_at, rights_version) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entries);
        batches.batchUpdate(
                "update change_stream set head = ? where id = ?",
                streams.values().stream()
                        .map(stream -> new Object[] {stream.head(), stream.id()})
                        .toList());
        return announced.size();
    }

    private List<Announced> take(int limit) {
        List<Announced> announced = jdbc.sql(
                        "select id, routing_key, change_id, change_key, body, transaction_part, rights_announced,"
                                + " created_at from change_intake order by id limit ?")
                .param(limit)
                .query((row, number) -> new Announced(
                        row.getLong("id"),
                        row.getString("routing_key"),
                        row.getString("change_id"),
                        row.getString("change_key"),
                        row.getString("body"),
                        row.getString("transaction_part"),
                        row.getLong("rights_announced"),
                        row.getObject("created_at", OffsetDateTime.class)))
                .list();
        batches.batchUpdate(
                "delete from change_intake where id = ?",
                announced.stream().map(one -> new Object[] {one.id()}).toList());
        return announced;
    }

    private Map<String, Stream> streams(Collection<String> routingKeys) {
        Map<String, Stream> known = findStreams(routingKeys);
        List<Object[]> missing = routingKeys.stream()
                .filter(key -> !known.containsKey(key))
                .map(key -> new Object[] {key})
                .toList();
        if (missing.isEmpty()) {
            return known;
        }
        batches.batchUpdate("insert into change_stream (routing_key, head) values (?, 0)", missing);
        return findStreams(routingKeys);
    }

    private Map<String, Stream> findStreams(Collection<String> routingKeys) {
        var streams = new HashMap<String, Stream>();
        jdbc.sql("select id, routing_key, head from change_stream where routing_key in (:keys)")
                .param("keys", routingKeys)
                .query(row -> {
                    streams.put(row.getString("routing_key"), new Stream(row.getLong("id"), row.getLong("head")));
                });
        return streams;
    }

    /** A row of {@code change_intake}. */
    private record Announced(
            long id,
            String routingKey,
            String changeId,
            @Nullable String key,
            String body,
            @Nullable String part,
            long rights,
            OffsetDateTime createdAt) {}

    /** A row of {@code change_stream}. */
    private record Stream(long id, long head) {

        Stream next() {
            return new Stream(id, head + 1);
        }
    }
}
