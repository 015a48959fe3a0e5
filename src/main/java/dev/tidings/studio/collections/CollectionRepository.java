package dev.tidings.studio.collections;

import dev.tidings.http.PageQuery;
import dev.tidings.http.Place;
import dev.tidings.instance.WorkPool.Claim;
import dev.tidings.studio.collections.AssetCollection.Content;
import dev.tidings.studio.collections.AssetCollection.Draft;
import dev.tidings.studio.workspaces.VisibleScopes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of collections. */
@Component
final class CollectionRepository {

    private static final List<String> UNFINISHED = List.of(IndexStatus.QUEUED.name(), IndexStatus.INDEXING.name());

    private final JdbcClient jdbc;
    private final PageQuery pages;

    CollectionRepository(JdbcClient jdbc, PageQuery pages) {
        this.jdbc = jdbc;
        this.pages = pages;
    }

    Optional<AssetCollection> find(String id) {
        return jdbc.sql("select * from collection where id = :id")
                .param("id", id)
                .query((row, _) -> collection(row))
                .optional();
    }

    /** Finds a collection and locks its row until the transaction ends. */
    Optional<AssetCollection> lock(String id) {
        return jdbc.sql("select * from collection where id = :id for update")
                .param("id", id)
                .query((row, _) -> collection(row))
                .optional();
    }

    /** Reads a page of the collections that a user may see, newest first, and one more if there is one. */
    List<AssetCollection> readVisible(VisibleScopes scopes, @Nullable Place after, int limit) {
        return pages.read(
                "select * from collection where " + scopes.condition("author"),
                scopes.parameters(),
                after,
                limit,
                (row, _) -> collection(row));
    }

    List<AssetCollection> readIn(String workspaceId) {
        return jdbc.sql("select * from collection where workspace_id = :id order by created_at, id")
                .param("id", workspaceId)
                .query((row, _) -> collection(row))
                .list();
    }

    /** Reads who indexes the collections that wait for it, of all users and instances. */
    List<Claim> readUnfinished() {
        return jdbc.sql("select id, instance_id from collection where status in (:unfinished)")
                .param("unfinished", UNFINISHED)
                .query((row, _) -> new Claim(row.getString("id"), row.getString("instance_id")))
                .list();
    }

    int countOf(String author) {
        return jdbc.sql("select count(*) from collection where author = :author")
                .param("author", author)
                .query(Integer.class)
                .single();
    }

    void insert(AssetCollection collection) {
        jdbc.sql("""
                insert into collection (id, name, author, workspace_id, folder_id, status, files, texts, instance_id,
                    version, created_at, updated_at)
                values (:id, :name, :author, :workspaceId, :folderId, :status, 0, 0, :instanceId, :version, :createdAt,
                    :updatedAt)
                """)
                .param("id", collection.id())
                .param("name", collection.draft().name())
                .param("author", collection.author())
                .param("workspaceId", collection.draft().workspaceId())
                .param("folderId", collection.draft().folderId())
                .param("status", collection.status().name())
                .param("instanceId", collection.instanceId())
                .param("version", collection.version())
                .param("createdAt", utc(collection.createdAt()))
                .param("updatedAt", utc(collection.updatedAt()))
                .update();
    }

    /** Writes the next version of a collection whose row is locked. */
    void update(AssetCollection collection) {
        Instant indexedAt = collection.indexedAt();
        jdbc.sql("""
                update collection set status = :status, files = :files, texts = :texts, error = :error,
                    instance_id = :instanceId, version = :version, indexed_at = :indexedAt, updated_at = :updatedAt
                where id = :id
                """)
                .param("status", collection.status().name())
                .param("files", collection.content().files())
                .param("texts", collection.content().texts())
                .param("error", collection.error())
                .param("instanceId", collection.instanceId())
                .param("version", collection.version())
                .param("indexedAt", indexedAt == null ? null : utc(indexedAt))
                .param("updatedAt", utc(collection.updatedAt()))
                .param("id", collection.id())
                .update();
    }

    void delete(String id) {
        jdbc.sql("delete from collection where id = :id").param("id", id).update();
    }

    private static AssetCollection collection(ResultSet row) throws SQLException {
        OffsetDateTime indexedAt = row.getObject("indexed_at", OffsetDateTime.class);
        return new AssetCollection(
                row.getString("id"),
                new Draft(row.getString("name"), row.getString("workspace_id"), row.getString("folder_id")),
                row.getString("author"),
                IndexStatus.valueOf(row.getString("status")),
                new Content(row.getInt("files"), row.getInt("texts")),
                row.getString("error"),
                row.getString("instance_id"),
                row.getLong("version"),
                indexedAt == null ? null : indexedAt.toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
