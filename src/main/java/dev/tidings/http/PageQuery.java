package dev.tidings.http;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads pages of rows in the order of time, newest first. */
@Component
public final class PageQuery {

    private final JdbcClient jdbc;

    PageQuery(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Reads the rows of a page and one row more if there is one.
     *
     * @param select a query that ends with a condition, of rows with a {@code created_at} and an {@code id}
     * @param parameters parameters of the query by name
     * @param after last item of the page before, {@code null} for the first page
     * @param limit most items on a page
     */
    public <T> List<T> read(
            String select, Map<String, ?> parameters, @Nullable Place after, int limit, RowMapper<T> row) {
        String rest = after == null ? "" : "and (created_at, id) < (:afterTime, :afterId)";
        var statement = jdbc.sql("%s %s order by created_at desc, id desc limit :rows".formatted(select, rest))
                .params(parameters)
                .param("rows", limit + 1);
        if (after != null) {
            statement = statement
                    .param("afterTime", after.createdAt().atOffset(ZoneOffset.UTC))
                    .param("afterId", after.id());
        }
        return statement.query(row).list();
    }
}
