package dev.tidings.studio.assets;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows that say with whom a folder is shared. */
@Component
final class AccessRepository {

    private final JdbcClient jdbc;

    AccessRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads who was given access to a folder itself, in the order of names. */
    List<Grant> readGrants(String folder) {
        return jdbc.sql("select folder_id, grantee, role from asset_access where folder_id = :folder order by grantee")
                .param("folder", folder)
                .query((row, _) -> grant(row))
                .list();
    }

    /** Reads who was given access to a folder itself or to a folder below it, by the folder. */
    Map<String, List<Grant>> readGrantsBelow(String folder) {
        return jdbc.sql(AssetRepository.SUBTREE + """
                        select folder_id, grantee, role from asset_access
                        where folder_id in (select id from below) order by folder_id, grantee
                        """).param("id", folder).query((row, _) -> grant(row)).list().stream()
                .collect(Collectors.groupingBy(Grant::folderId));
    }

    /** Reads who was given access to one of these folders, each once. */
    List<String> readGrantees(List<String> folders) {
        return jdbc.sql("select distinct grantee from asset_access where folder_id in (:folders) order by grantee")
                .param("folders", folders)
                .query((row, _) -> row.getString("grantee"))
                .list();
    }

    Optional<Grant> find(String folder, String grantee) {
        return readGrants(folder).stream()
                .filter(grant -> grant.grantee().equals(grantee))
                .findFirst();
    }

    void insert(Grant grant, Instant now) {
        jdbc.sql(
                        "insert into asset_access (folder_id, grantee, role, created_at) values (:folder, :grantee, :role, :now)")
                .param("folder", grant.folderId())
                .param("grantee", grant.grantee())
                .param("role", grant.role().name())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void writeRightsVersion(Grant grant, long version) {
        jdbc.sql("update asset_access set rights_version = :version where folder_id = :folder and grantee = :grantee")
                .param("version", version)
                .param("folder", grant.folderId())
                .param("grantee", grant.grantee())
                .update();
    }

    void update(Grant grant) {
        jdbc.sql("update asset_access set role = :role where folder_id = :folder and grantee = :grantee")
                .param("role", grant.role().name())
                .param("folder", grant.folderId())
                .param("grantee", grant.grantee())
                .update();
    }

    void delete(Grant grant) {
        jdbc.sql("delete from asset_access where folder_id = :folder and grantee = :grantee")
                .param("folder", grant.folderId())
                .param("grantee", grant.grantee())
                .update();
    }

    private static Grant grant(ResultSet row) throws SQLException {
        return new Grant(row.getString("folder_id"), row.getString("grantee"), Role.valueOf(row.getString("role")));
    }
}
