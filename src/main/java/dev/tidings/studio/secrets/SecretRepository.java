package dev.tidings.studio.secrets;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of secrets. */
@Component
final class SecretRepository {

    private final JdbcClient jdbc;

    SecretRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Secret> readOf(String owner) {
        return jdbc.sql("select owner, name, version, updated_at from secret where owner = :owner order by name")
                .param("owner", owner)
                .query((row, _) -> secret(row))
                .list();
    }

    /** Finds a secret and locks its row until the transaction ends. */
    Optional<Secret> lock(String owner, String name) {
        return jdbc.sql("""
                select owner, name, version, updated_at from secret where owner = :owner and name = :name for update
                """)
                .param("owner", owner)
                .param("name", name)
                .query((row, _) -> secret(row))
                .optional();
    }

    Optional<byte[]> findValue(String owner, String name) {
        return jdbc.sql("select encrypted_value from secret where owner = :owner and name = :name")
                .param("owner", owner)
                .param("name", name)
                .query((row, _) -> Base64.getDecoder().decode(row.getString("encrypted_value")))
                .optional();
    }

    void insert(Secret secret, byte[] value) {
        jdbc.sql("""
                insert into secret (owner, name, encrypted_value, version, updated_at)
                values (:owner, :name, :value, :version, :updatedAt)
                """)
                .param("owner", secret.owner())
                .param("name", secret.name())
                .param("value", Base64.getEncoder().encodeToString(value))
                .param("version", secret.version())
                .param("updatedAt", secret.updatedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Writes the next version of a secret whose row is locked. */
    void update(Secret secret, byte[] value) {
        jdbc.sql("""
                update secret set encrypted_value = :value, version = :version, updated_at = :updatedAt
                where owner = :owner and name = :name
                """)
                .param("value", Base64.getEncoder().encodeToString(value))
                .param("version", secret.version())
                .param("updatedAt", secret.updatedAt().atOffset(ZoneOffset.UTC))
                .param("owner", secret.owner())
                .param("name", secret.name())
                .update();
    }

    void delete(Secret secret) {
        jdbc.sql("delete from secret where owner = :owner and name = :name")
                .param("owner", secret.owner())
                .param("name", secret.name())
                .update();
    }

    private static Secret secret(ResultSet row) throws SQLException {
        return new Secret(
                row.getString("owner"),
                row.getString("name"),
                row.getLong("version"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
