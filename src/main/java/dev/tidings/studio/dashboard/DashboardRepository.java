package dev.tidings.studio.dashboard;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The rows of dashboards, one for each user who has had work. */
@Component
final class DashboardRepository {

    private static final String UNKNOWN = "";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DashboardRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Finds the numbers of a user; none if they have not been counted. */
    Optional<DashboardStats> find(String user) {
        return jdbc.sql("select stats from dashboard where user_name = :user")
                .param("user", user)
                .query((row, _) -> row.getString("stats"))
                .optional()
                .flatMap(this::read);
    }

    /** Locks the row of a user until the transaction ends, and finds the numbers in it; none if it is new. */
    Optional<DashboardStats> lock(String user) {
        jdbc.sql("insert into dashboard (user_name, stats) values (:user, :stats) on conflict do nothing")
                .param("user", user)
                .param("stats", UNKNOWN)
                .update();
        return jdbc.sql("select stats from dashboard where user_name = :user for update")
                .param("user", user)
                .query((row, _) -> row.getString("stats"))
                .optional()
                .flatMap(this::read);
    }

    /** Writes the numbers of a user whose row is locked. */
    void update(String user, DashboardStats stats) {
        jdbc.sql("update dashboard set stats = :stats where user_name = :user")
                .param("stats", json.writeValueAsString(stats))
                .param("user", user)
                .update();
    }

    private Optional<DashboardStats> read(String stats) {
        return stats.equals(UNKNOWN) ? Optional.empty() : Optional.of(json.readValue(stats, DashboardStats.class));
    }
}
