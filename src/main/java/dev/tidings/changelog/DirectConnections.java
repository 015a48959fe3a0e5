package dev.tidings.changelog;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to PostgreSQL outside the pool, for what belongs to one session: the lease and the
 * notifications.
 *
 * <p>Keepalives are tight on both ends, so that the server ends the session of an instance that vanished
 * within about ten seconds and with it the lease.
 */
final class DirectConnections {

    private static final String KEEPALIVES = "-c tcp_keepalives_idle=4 -c tcp_keepalives_interval=2"
            + " -c tcp_keepalives_count=3 -c tcp_user_timeout=10000";

    private final String url;
    private final Properties properties = new Properties();

    /**
     * Creates connections.
     *
     * @param more what the driver is told for those of the pool, such as how to use TLS
     */
    DirectConnections(String url, @Nullable String username, @Nullable String password, Map<String, String> more) {
        this.url = url;
        properties.putAll(more);
        if (username != null) {
            properties.setProperty("user", username);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "10");
        properties.setProperty("options", KEEPALIVES);
    }

    /** Opens a connection in auto-commit mode, shown in the database's statistics under the purpose. */
    Connection open(String purpose) throws SQLException {
        var own = new Properties();
        own.putAll(properties);
        own.setProperty("ApplicationName", "tidings " + purpose);
        return DriverManager.getConnection(url, own);
    }
}
