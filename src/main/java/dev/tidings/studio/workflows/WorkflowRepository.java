package dev.tidings.studio.workflows;

import dev.tidings.http.PageQuery;
import dev.tidings.http.Place;
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

/** The rows of workflows. */
@Component
final class WorkflowRepository {

    private final JdbcClient jdbc;
    private final PageQuery pages;
    private final GraphJson graphs;

    WorkflowRepository(JdbcClient jdbc, PageQuery pages, GraphJson graphs) {
        this.jdbc = jdbc;
        this.pages = pages;
        this.graphs = graphs;
    }

    Optional<Workflow> find(String id) {
        return jdbc.sql("select * from workflow where id = :id")
                .param("id", id)
                .query((row, _) -> workflow(row))
                .optional();
    }

    /** Reads whom a workflow belongs to, and nothing else of it. */
    Optional<Scope> findScope(String id) {
        return jdbc.sql("select author, workspace_id from workflow where id = :id")
                .param("id", id)
                .query((row, _) -> Scope.of(row.getString("author"), row.getString("workspace_id")))
                .optional();
    }

    /** Finds a workflow and locks its row until the transaction ends. */
    Optional<Workflow> lock(String id) {
        return jdbc.sql("select * from workflow where id = :id for update")
                .param("id", id)
                .query((row, _) -> workflow(row))
                .optional();
    }

    /**
     * Reads a page of the workflows that a user may see, newest first, and one more if there is one.
     *
     * @param template whether they are templates, {@code null} for both
     */
    List<Workflow> readVisible(VisibleScopes scopes, @Nullable Boolean template, @Nullable Place after, int limit) {
        String visible = scopes.condition("author");
        Map<String, Object> parameters = scopes.parameters();
        if (template != null) {
            visible += " and is_template = :template";
            parameters.put("template", template);
        }
        return pages.read(
                "select * from workflow where " + visible, parameters, after, limit, (row, _) -> workflow(row));
    }

    List<Workflow> readIn(String workspaceId) {
        return jdbc.sql("select * from workflow where workspace_id = :id order by created_at, id")
                .param("id", workspaceId)
                .query((row, _) -> workflow(row))
                .list();
    }

    void insert(Workflow workflow) {
        jdbc.sql("""
                insert into workflow (id, name, author, workspace_id, is_template, graph, current_number, version,
                    created_at, updated_at)
                values (:id, :name, :author, :workspaceId, :template, :graph, :current, :version, :createdAt, :updatedAt)
                """)
                .param("id", workflow.id())
                .param("name", workflow.name())
                .param("author", workflow.author())
                .param("workspaceId", workflow.workspaceId())
                .param("template", workflow.template())
                .param("graph", graphs.write(workflow.graph()))
                .param("current", workflow.current())
                .param("version", workflow.version())
                .param("createdAt", utc(workflow.createdAt()))
                .param("updatedAt", utc(workflow.updatedAt()))
                .update();
    }

    /** Writes the next version of a workflow whose row is locked. */
    void update(Workflow workflow) {
        jdbc.sql("""
                update workflow set name = :name, is_template = :template, graph = :graph, current_number = :current,
                    version = :version, updated_at = :updatedAt
                where id = :id
                """)
                .param("name", workflow.name())
                .param("template", workflow.template())
                .param("graph", graphs.write(workflow.graph()))
                .param("current", workflow.current())
                .param("version", workflow.version())
                .param("updatedAt", utc(workflow.updatedAt()))
                .param("id", workflow.id())
                .update();
    }

    /** Deletes a workflow and its versions. */
    void delete(String id) {
        jdbc.sql("delete from workflow where id = :id").param("id", id).update();
    }

    private Workflow workflow(ResultSet row) throws SQLException {
        return new Workflow(
                row.getString("id"),
                row.getString("name"),
                row.getString("author"),
                row.getString("workspace_id"),
                row.getBoolean("is_template"),
                graphs.read(row.getString("graph")),
                row.getInt("current_number"),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
