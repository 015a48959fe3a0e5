package dev.tidings.studio.workflows;

import dev.tidings.studio.workflows.WorkflowVersion.Origin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the versions of workflows. */
@Component
final class VersionRepository {

    private final JdbcClient jdbc;
    private final GraphJson graphs;

    VersionRepository(JdbcClient jdbc, GraphJson graphs) {
        this.jdbc = jdbc;
        this.graphs = graphs;
    }

    Optional<WorkflowVersion> find(String workflowId, int number) {
        return jdbc.sql("select * from workflow_version where workflow_id = :workflowId and number = :number")
                .param("workflowId", workflowId)
                .param("number", number)
                .query((row, _) -> version(row))
                .optional();
    }

    /**
     * Reads versions of a workflow, newest first.
     *
     * @param below number that they are below
     */
    List<WorkflowVersion> readOf(String workflowId, int below, int limit) {
        return jdbc.sql("""
                        select * from workflow_version where workflow_id = :workflowId and number < :below
                        order by number desc limit :rows
                        """)
                .param("workflowId", workflowId)
                .param("below", below)
                .param("rows", limit)
                .query((row, _) -> version(row))
                .list();
    }

    /** Reads the autosaves of a workflow, newest first, without the first of them. */
    List<WorkflowVersion> readAutosaves(String workflowId, int without) {
        return jdbc.sql("""
                        select * from workflow_version where workflow_id = :workflowId and origin = :origin
                        order by number desc offset :without rows
                        """)
                .param("workflowId", workflowId)
                .param("origin", Origin.AUTOSAVE.name())
                .param("without", without)
                .query((row, _) -> version(row))
                .list();
    }

    void insert(WorkflowVersion version) {
        jdbc.sql("""
                insert into workflow_version (workflow_id, number, origin, author, graph, created_at)
                values (:workflowId, :number, :origin, :author, :graph, :createdAt)
                """)
                .param("workflowId", version.workflowId())
                .param("number", version.number())
                .param("origin", version.origin().name())
                .param("author", version.author())
                .param("graph", graphs.write(version.graph()))
                .param("createdAt", version.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    void delete(WorkflowVersion version) {
        jdbc.sql("delete from workflow_version where workflow_id = :workflowId and number = :number")
                .param("workflowId", version.workflowId())
                .param("number", version.number())
                .update();
    }

    private WorkflowVersion version(ResultSet row) throws SQLException {
        return new WorkflowVersion(
                row.getString("workflow_id"),
                row.getInt("number"),
                Origin.valueOf(row.getString("origin")),
                row.getString("author"),
                graphs.read(row.getString("graph")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
