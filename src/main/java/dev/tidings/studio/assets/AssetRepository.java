package dev.tidings.studio.assets;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of assets. */
@Component
final class AssetRepository {

    private static final String COLUMNS =
            "a.id, a.parent_id, a.owner, a.name, a.content_type, a.size, a.storage_key, a.version, a.created_at, a.updated_at";

    private static final String LINEAGE = """
            with recursive above (id, parent_id, depth) as (
                select id, parent_id, 0 from asset where id = :id
                union all
                select p.id, p.parent_id, above.depth + 1 from asset p join above on p.id = above.parent_id)
            select %s, asset_access.role
            from above join asset a on a.id = above.id
            left join asset_access on asset_access.folder_id = a.id and asset_access.grantee = :user
            order by above.depth desc
            """.formatted(COLUMNS);

    private static final String GIVEN = """
            with recursive above (id, parent_id, placed) as (
                select id, parent_id, cast(0 as bigint) from asset where id = :id
                union all
                select p.id, p.parent_id, greatest(above.placed, c.rights_version)
                from above join asset c on c.id = above.id join asset p on p.id = above.parent_id)
            select coalesce(min(greatest(above.placed, given.rights_version)), 0)
            from above join asset_access given on given.folder_id = above.id and given.grantee = :user
            """;

    /** Begins a statement that may select from {@code below}: an asset and all below it. */
    static final String SUBTREE = """
            with recursive below (id, depth) as (
                select id, 0 from asset where id = :id
                union all
                select c.id, below.depth + 1 from asset c join below on c.parent_id = below.id)
            """;

    private final JdbcClient jdbc;

    AssetRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Asset> find(String id) {
        return jdbc.sql("select " + COLUMNS + " from asset a where a.id = :id")
                .param("id", id)
                .query((row, _) -> asset(row))
                .optional();
    }

    /** Finds an asset and all folders above it, with what the user was given on each; empty if there is none. */
    Optional<Lineage> findLineage(String user, String id) {
        List<Lineage.Step> steps = jdbc.sql(LINEAGE)
                .param("id", id)
                .param("user", user)
                .query((row, _) -> new Lineage.Step(asset(row), role(row)))
                .list();
        return steps.isEmpty() ? Optional.empty() : Optional.of(new Lineage(user, steps));
    }

    Optional<String> findHome(String owner) {
        return jdbc.sql("select id from asset where home_of = :owner")
                .param("owner", owner)
                .query(String.class)
                .optional();
    }

    /** Locks the row of a home folder until the transaction ends. */
    void lockHome(String owner) {
        jdbc.sql("select id from asset where home_of = :owner for update")
                .param("owner", owner)
                .query(String.class)
                .optional();
    }

    /** Reads a page of a folder's children in the order of name and id, and one child more if there is one. */
    List<Asset> readChildren(String folder, @Nullable List<String> after, int limit) {
        String rest = after == null ? "" : "and (a.name, a.id) > (:name, :id)";
        var statement = jdbc.sql(
                        "select %s from asset a where a.parent_id = :folder %s order by a.name, a.id limit :rows"
                                .formatted(COLUMNS, rest))
                .param("folder", folder)
                .param("rows", limit + 1);
        if (after != null) {
            statement = statement.param("name", after.get(0)).param("id", after.get(1));
        }
        return statement.query((row, _) -> asset(row)).list();
    }

    /** Reads a page of the folders shared with a user, ordered like children. */
    List<Asset> readShared(String user, @Nullable List<String> after, int limit) {
        String rest = after == null ? "" : "and (a.name, a.id) > (:name, :id)";
        var statement =
                jdbc.sql("""
                select %s from asset_access join asset a on a.id = asset_access.folder_id
                where asset_access.grantee = :user %s order by a.name, a.id limit :rows
                """.formatted(COLUMNS, rest)).param("user", user).param("rows", limit + 1);
        if (after != null) {
            statement = statement.param("name", after.get(0)).param("id", after.get(1));
        }
        return statement.query((row, _) -> asset(row)).list();
    }

    /** Reads an asset and everything below it, each folder before what is in it. */
    List<Asset> readSubtree(String id) {
        return jdbc.sql(SUBTREE + "select " + COLUMNS
                        + " from below join asset a on a.id = below.id order by below.depth")
                .param("id", id)
                .query((row, _) -> asset(row))
                .list();
    }

    /** Reads how many levels lie below an asset. */
    int readHeight(String id) {
        return jdbc.sql(SUBTREE + "select max(depth) from below")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    /**
     * Writes a new asset.
     *
     * @throws org.springframework.dao.DuplicateKeyException if its name is taken
     */
    void insert(Asset asset) {
        jdbc.sql("""
                insert into asset (id, parent_id, owner, name, content_type, size, storage_key, version, created_at, updated_at)
                values (:id, :parentId, :owner, :name, :contentType, :size, :storageKey, :version, :createdAt, :updatedAt)
                """)
                .param("id", asset.id())
                .param("parentId", asset.parentId())
                .param("owner", asset.owner())
                .param("name", asset.name())
                .param("contentType", asset.contentType())
                .param("size", asset.size())
                .param("storageKey", asset.storageKey())
                .param("version", asset.version())
                .param("createdAt", utc(asset.createdAt()))
                .param("updatedAt", utc(asset.updatedAt()))
                .update();
    }

    /** Writes a home folder, unless the owner has one: then nothing happens. */
    void insertHome(String id, String owner, String name, Instant now) {
        jdbc.sql("""
                insert into asset (id, owner, home_of, name, content_type, size, version, created_at, updated_at)
                values (:id, :owner, :owner, :name, :contentType, 0, 1, :now, :now)
                on conflict do nothing
                """)
                .param("id", id)
                .param("owner", owner)
                .param("name", name)
                .param("contentType", Asset.FOLDER)
                .param("now", utc(now))
                .update();
    }

    /**
     * Writes name, place and version of an asset.
     *
     * @throws org.springframework.dao.DuplicateKeyException if its name is taken
     */
    void update(Asset asset) {
        jdbc.sql("""
                update asset set name = :name, parent_id = :parentId, owner = :owner, version = :version, updated_at = :updatedAt
                where id = :id
                """)
                .param("name", asset.name())
                .param("parentId", asset.parentId())
                .param("owner", asset.owner())
                .param("version", asset.version())
                .param("updatedAt", utc(asset.updatedAt()))
                .param("id", asset.id())
                .update();
    }

    void writeRightsVersion(String id, long version) {
        jdbc.sql("update asset set rights_version = :version where id = :id")
                .param("version", version)
                .param("id", id)
                .update();
    }

    /**
     * Reads the version of the rights with which a user was given a folder: that of the grant, or of the place of the folder
     * or of one between it and the grant. The lowest counts if there are several grants; zero if there is none.
     */
    long readRightsVersion(String user, String id) {
        return jdbc.sql(GIVEN)
                .param("id", id)
                .param("user", user)
                .query(Long.class)
                .single();
    }

    /** Removes an asset with everything below it. */
    void delete(String id) {
        jdbc.sql("delete from asset where id = :id").param("id", id).update();
    }

    /** Reads which of the keys belong to an asset. */
    Set<String> readUsedKeys(Collection<String> keys) {
        return new HashSet<>(jdbc.sql("select storage_key from asset where storage_key in (:keys)")
                .param("keys", keys)
                .query(String.class)
                .list());
    }

    private static Asset asset(ResultSet row) throws SQLException {
        return new Asset(
                row.getString("id"),
                row.getString("parent_id"),
                row.getString("owner"),
                row.getString("name"),
                row.getString("content_type"),
                row.getLong("size"),
                row.getString("storage_key"),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Role role(ResultSet row) throws SQLException {
        String role = row.getString("role");
        return role == null ? null : Role.valueOf(role);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
