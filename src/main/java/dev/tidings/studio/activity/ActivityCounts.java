package dev.tidings.studio.activity;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts the work of one kind, each piece of which has a row with its status. The module that does such work has one as a bean. */
public final class ActivityCounts {

    private final String kind;
    private final String query;
    private final JdbcClient jdbc;

    /**
     * Creates counts.
     *
     * @param kind of the work, in the plural, such as {@code jobs}
     * @param table the rows, with a column {@code status}
     * @param userColumn the column that says whose the work is
     */
    public ActivityCounts(String kind, String table, String userColumn, JdbcClient jdbc) {
        this.kind = kind;
        this.query = "select status, count(*) as amount from %s where %s = :user group by status"
                .formatted(table, userColumn);
        this.jdbc = jdbc;
    }

    public String kind() {
        return kind;
    }

    /** Counts the work of a user by its status, as far as the current transaction sees it; a status that nothing has is absent. */
    public Map<String, Long> countByStatus(String user) {
        return jdbc
                .sql(query)
                .param("user", user)
                .query((row, _) -> Map.entry(row.getString("status").toLowerCase(Locale.ROOT), row.getLong("amount")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
