package dev.tidings.studio.models;

import dev.tidings.http.PageQuery;
import dev.tidings.http.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of models. */
@Component
final class ModelRepository {

    private final JdbcClient jdbc;
    private final PageQuery pages;

    ModelRepository(JdbcClient jdbc, PageQuery pages) {
        this.jdbc = jdbc;
        this.pages = pages;
    }

    Optional<Model> find(String owner, String id) {
        return jdbc.sql("select * from model where owner = :owner and id = :id")
                .param("owner", owner)
                .param("id", id)
                .query((row, _) -> model(row))
                .optional();
    }

    /** Finds the model of a name and locks its row until the transaction ends. */
    Optional<Model> lockNamed(String owner, String repoId) {
        return jdbc.sql("select * from model where owner = :owner and repo_id = :repoId for update")
                .param("owner", owner)
                .param("repoId", repoId)
                .query((row, _) -> model(row))
                .optional();
    }

    /** Reads a page of a user's models, newest first, and one more if there is one. */
    List<Model> readOf(String owner, @Nullable Place after, int limit) {
        return pages.read(
                "select * from model where owner = :owner",
                Map.of("owner", owner),
                after,
                limit,
                (row, _) -> model(row));
    }

    void insert(Model model) {
        jdbc.sql("""
                insert into model (id, owner, repo_id, url, sha256, bytes, created_at)
                values (:id, :owner, :repoId, :url, :sha256, :bytes, :createdAt)
                """)
                .param("id", model.id())
                .param("owner", model.owner())
                .param("repoId", model.repoId())
                .param("url", model.url())
                .param("sha256", model.sha256())
                .param("bytes", model.bytes())
                .param("createdAt", model.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Deletes a model and returns whether it was there. */
    boolean delete(String id) {
        return jdbc.sql("delete from model where id = :id").param("id", id).update() > 0;
    }

    private static Model model(ResultSet row) throws SQLException {
        return new Model(
                row.getString("id"),
                row.getString("owner"),
                row.getString("repo_id"),
                row.getString("url"),
                row.getString("sha256"),
                row.getLong("bytes"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
