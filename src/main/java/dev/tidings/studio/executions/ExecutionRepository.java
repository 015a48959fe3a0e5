package dev.tidings.studio.executions;

import dev.tidings.http.PageQuery;
import dev.tidings.http.Place;
import dev.tidings.instance.WorkPool.Claim;
import dev.tidings.studio.executions.Execution.Order;
import dev.tidings.studio.workflows.GraphJson;
import dev.tidings.studio.workspaces.Scope;
import dev.tidings.studio.workspaces.VisibleScopes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of executions. */
@Component
final class ExecutionRepository {

    private static final List<String> UNFINISHED =
            List.of(ExecutionStatus.QUEUED.name(), ExecutionStatus.RUNNING.name());

    private final JdbcClient jdbc;
    private final PageQuery pages;
    private final GraphJson graphs;

    ExecutionRepository(JdbcClient jdbc, PageQuery pages, GraphJson graphs) {
        this.jdbc = jdbc;
        this.pages = pages;
        this.graphs = graphs;
    }

    Optional<Execution> find(String id) {
        return jdbc.sql("select * from execution where id = :id")
                .param("id", id)
                .query((row, _) -> execution(row))
                .optional();
    }

    /** Finds an execution and locks its row until the transaction ends. */
    Optional<Execution> lock(String id) {
        return jdbc.sql("select * from execution where id = :id for update")
                .param("id", id)
                .query((row, _) -> execution(row))
                .optional();
    }

    /** Reads whom an execution belongs to, and nothing else of it. */
    Optional<Scope> findScope(String id) {
        return jdbc.sql("select user_name, workspace_id from execution where id = :id")
                .param("id", id)
                .query((row, _) -> Scope.of(row.getString("user_name"), row.getString("workspace_id")))
                .optional();
    }

    /** Reads where an execution stands, and nothing else of it. */
    Optional<ExecutionStatus> findStatus(String id) {
        return jdbc.sql("select status from execution where id = :id")
                .param("id", id)
                .query((row, _) -> ExecutionStatus.valueOf(row.getString("status")))
                .optional();
    }

    /**
     * Reads a page of the executions that a user may see, newest first, and one more if there is one.
     *
     * @param workflowId the workflow that they are of, {@code null} for all
     */
    List<Execution> readVisible(VisibleScopes scopes, @Nullable String workflowId, @Nullable Place after, int limit) {
        String visible = scopes.condition("user_name");
        Map<String, Object> parameters = scopes.parameters();
        if (workflowId != null) {
            visible += " and workflow_id = :workflowId";
            parameters.put("workflowId", workflowId);
        }
        return pages.read(
                "select * from execution where " + visible, parameters, after, limit, (row, _) -> execution(row));
    }

    List<Execution> readIn(String workspaceId) {
        return jdbc.sql("select * from execution where workspace_id = :id order by created_at, id")
                .param("id", workspaceId)
                .query((row, _) -> execution(row))
                .list();
    }

    List<String> readIdsIn(String workspaceId) {
        return jdbc.sql("select id from execution where workspace_id = :id order by created_at, id")
                .param("id", workspaceId)
                .query((row, _) -> row.getString("id"))
                .list();
    }

    /** Reads who runs the executions that have not come to an end, of all users and instances. */
    List<Claim> readUnfinished() {
        return jdbc.sql("select id, instance_id from execution where status in (:unfinished)")
                .param("unfinished", UNFINISHED)
                .query((row, _) -> new Claim(row.getString("id"), row.getString("instance_id")))
                .list();
    }

    /** Reads the ids of some of the executions of all users that came to an end before a time. */
    List<String> readEndedBefore(Instant time, int limit) {
        return jdbc.sql("""
                        select id from execution where status not in (:unfinished) and updated_at < :time
                        order by updated_at, id limit :rows
                        """)
                .param("unfinished", UNFINISHED)
                .param("time", utc(time))
                .param("rows", limit)
                .query((row, _) -> row.getString("id"))
                .list();
    }

    int countUnfinished(String user) {
        return jdbc.sql("select count(*) from execution where user_name = :user and status in (:unfinished)")
                .param("user", user)
                .param("unfinished", UNFINISHED)
                .query(Integer.class)
                .single();
    }

    void insert(Execution execution) {
        Order order = execution.order();
        jdbc.sql("""
                insert into execution (id, workflow_id, workflow_name, workflow_version, user_name, workspace_id, graph,
                    status, completed_nodes, cpu_nanos, bytes_in, bytes_out, instance_id, version, created_at, updated_at)
                values (:id, :workflowId, :workflowName, :number, :user, :workspaceId, :graph, :status, 0, 0, 0, 0,
                    :instanceId, :version, :createdAt, :updatedAt)
                """)
                .param("id", execution.id())
                .param("workflowId", order.workflowId())
                .param("workflowName", order.workflowName())
                .param("number", order.number())
                .param("user", order.user())
                .param("workspaceId", order.workspaceId())
                .param("graph", graphs.write(order.graph()))
                .param("status", execution.status().name())
                .param("instanceId", execution.instanceId())
                .param("version", execution.version())
                .param("createdAt", utc(execution.createdAt()))
                .param("updatedAt", utc(execution.updatedAt()))
                .update();
    }

    /** Writes the next version of an execution whose row is locked. */
    void update(Execution execution) {
        jdbc.sql("""
                update execution set status = :status, completed_nodes = :completedNodes, current_node = :currentNode,
                    cpu_nanos = :cpuNanos, bytes_in = :bytesIn, bytes_out = :bytesOut, error = :error,
                    version = :version, updated_at = :updatedAt
                where id = :id
                """)
                .param("status", execution.status().name())
                .param("completedNodes", execution.completedNodes())
                .param("currentNode", execution.currentNode())
                .param("cpuNanos", execution.usage().cpuNanos())
                .param("bytesIn", execution.usage().bytesIn())
                .param("bytesOut", execution.usage().bytesOut())
                .param("error", execution.error())
                .param("version", execution.version())
                .param("updatedAt", utc(execution.updatedAt()))
                .param("id", execution.id())
                .update();
    }

    /** Deletes an execution with its nodes and what was said about it. */
    void delete(String id) {
        jdbc.sql("delete from execution where id = :id").param("id", id).update();
    }

    private Execution execution(ResultSet row) throws SQLException {
        return new Execution(
                row.getString("id"),
                new Order(
                        row.getString("workflow_id"),
                        row.getString("workflow_name"),
                        row.getInt("workflow_version"),
                        row.getString("user_name"),
                        row.getString("workspace_id"),
                        graphs.read(row.getString("graph"))),
                ExecutionStatus.valueOf(row.getString("status")),
                row.getInt("completed_nodes"),
                row.getString("current_node"),
                NodeRunRepository.usage(row),
                row.getString("error"),
                row.getString("instance_id"),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
