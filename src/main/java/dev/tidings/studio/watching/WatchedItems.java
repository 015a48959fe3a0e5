package dev.tidings.studio.watching;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of what was seen. */
@Component
final class WatchedItems {

    private final JdbcClient jdbc;

    WatchedItems(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads how often something was different in a source. */
    long countChanges(String source) {
        return jdbc.sql("select changes from watched_source where name = :name")
                .param("name", source)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Locks a source until the transaction ends, and reads how often something was different in it. */
    long lock(String source) {
        jdbc.sql("insert into watched_source (name, changes) values (:name, 0) on conflict do nothing")
                .param("name", source)
                .update();
        return jdbc.sql("select changes from watched_source where name = :name for update")
                .param("name", source)
                .query(Long.class)
                .single();
    }

    /** Takes note that something is different in a source, which is locked. */
    void countChange(String source) {
        jdbc.sql("update watched_source set changes = changes + 1 where name = :name")
                .param("name", source)
                .update();
    }

    /** Reads the bodies of the items of a source by their ids, in the order of these. */
    Map<String, String> read(String source) {
        var items = new TreeMap<String, String>();
        jdbc.sql("select id, body from watched_item where source = :source")
                .param("source", source)
                .query((row, _) -> items.put(row.getString("id"), row.getString("body")))
                .list();
        return items;
    }

    void insert(String source, String id, String body) {
        jdbc.sql("insert into watched_item (source, id, body) values (:source, :id, :body)")
                .param("source", source)
                .param("id", id)
                .param("body", body)
                .update();
    }

    void update(String source, String id, String body) {
        jdbc.sql("update watched_item set body = :body where source = :source and id = :id")
                .param("body", body)
                .param("source", source)
                .param("id", id)
                .update();
    }

    void delete(String source, String id) {
        jdbc.sql("delete from watched_item where source = :source and id = :id")
                .param("source", source)
                .param("id", id)
                .update();
    }
}
