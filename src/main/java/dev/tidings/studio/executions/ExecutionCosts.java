package dev.tidings.studio.executions;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What executions have used, for other services. */
@Component
public final class ExecutionCosts {

    private final JdbcClient jdbc;

    ExecutionCosts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What the executions of a user have used that are kept.
     *
     * @param executions how many they are
     */
    public record UserUsage(String user, long executions, long cpuNanos, long bytesIn, long bytesOut) {}

    /** Reads what each user has used, in the order of their names. */
    public List<UserUsage> readUsage() {
        return jdbc.sql("""
                        select user_name, count(*) as executions, sum(cpu_nanos) as cpu, sum(bytes_in) as bytes_in,
                            sum(bytes_out) as bytes_out
                        from execution group by user_name order by user_name
                        """)
                .query((row, _) -> new UserUsage(
                        row.getString("user_name"),
                        row.getLong("executions"),
                        row.getLong("cpu"),
                        row.getLong("bytes_in"),
                        row.getLong("bytes_out")))
                .list();
    }
}
