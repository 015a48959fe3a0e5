package dev.tidings.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/**
 * The PostgreSQL of the tests: the real server, as durable as in production.
 *
 * <p>{@link #shared()} is one server for all tests of the JVM; each test takes a fresh database from it.
 * {@link #own()} is a server for one test class, which may end it at any moment with {@link #stopImmediate()} and
 * start it again on the same port and data. Both start on first use and end with the JVM, the latter
 * already after the class that registered it:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final Postgres postgres = Postgres.shared();
 * }</pre>
 *
 * <p>Nothing has to be installed, and root may run it.
 */
public final class Postgres implements BeforeAllCallback, AfterAllCallback, AutoCloseable {

    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "max_connections", "300",
            "timezone", "UTC");
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Postgres SHARED = new Postgres(true);

    private final boolean shared;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable Server server;

    private Postgres(boolean shared) {
        this.shared = shared;
    }

    /** Returns the server of this JVM. Starts nothing yet. */
    public static Postgres shared() {
        return SHARED;
    }

    /** Returns a server that nobody else uses. Starts nothing yet. */
    public static Postgres own() {
        return new Postgres(false);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    public int port() {
        return server().port;
    }

    /** Returns the name of the superuser, who needs no password. */
    public String user() {
        return "postgres";
    }

    /** Creates an empty database and returns its JDBC URL, in which the user is named. */
    public String newDatabase() {
        String name = "tidings_" + databases.incrementAndGet();
        try (var connection = server().embedded.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException ex) {
            throw new IllegalStateException("Cannot create database '%s'".formatted(name), ex);
        }
        return server().embedded.getJdbcUrl(user(), name);
    }

    /** Has the server offer TLS from now on, with a certificate for {@code localhost}. */
    public void useTls(CertificateAuthority authority) {
        requireOwn();
        List<Path> files = authority.issue("localhost", server().data);
        try (var connection = server().embedded.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            Files.setPosixFilePermissions(files.get(2), PosixFilePermissions.fromString("rw-------"));
            statement.execute("alter system set ssl_cert_file = '%s'".formatted(files.get(1)));
            statement.execute("alter system set ssl_key_file = '%s'".formatted(files.get(2)));
            statement.execute("alter system set ssl = on");
            statement.execute("select pg_reload_conf()");
        } catch (SQLException ex) {
            throw new IllegalStateException("Cannot have PostgreSQL use TLS", ex);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Ends the server as a crash does: no connection is told, nothing is flushed, and the next start recovers
     * from the write-ahead log.
     */
    public void stopImmediate() {
        requireOwn();
        server().stop("immediate");
    }

    /** Starts the server again, on the same port and data, and returns once it accepts connections. */
    public void start() {
        requireOwn();
        server().start();
    }

    /** Ends the server and removes its data, unless it is the shared one. */
    @Override
    public synchronized void close() {
        if (!shared && server != null) {
            server.end();
            server = null;
        }
    }

    private void requireOwn() {
        if (shared) {
            throw new IllegalStateException("The shared PostgreSQL must keep running. Use Postgres.own()");
        }
    }

    private synchronized Server server() {
        if (server == null) {
            server = new Server(
                    Path.of("target", "postgres", ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet())
                            .toAbsolutePath());
        }
        return server;
    }

    /** One server and its data folder. */
    private static final class Server {

        private final Path data;
        private final int port = FreePorts.next();
        private final EmbeddedPostgres embedded;
        private final Path binaries;
        private final Thread atExit = new Thread(this::endNow, "stop-postgres");
        private ProcessGuard guard;
        private boolean running;

        Server(Path data) {
            this.data = data;
            embedded = initialize();
            running = true;
            guard = ProcessGuard.watch(pid());
            binaries = ProcessHandle.of(pid())
                    .flatMap(process -> process.info().command())
                    .map(command -> Path.of(command).resolveSibling(""))
                    .orElseThrow(() -> new IllegalStateException("Cannot tell where PostgreSQL was unpacked"));
            Runtime.getRuntime().addShutdownHook(atExit);
        }

        private EmbeddedPostgres initialize() {
            var builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START_LIMIT)
                    .setPort(port);
            SETTINGS.forEach(builder::setServerConfig);
            try {
                return builder.start();
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }

        void start() {
            var options = new StringBuilder("-p " + port);
            SETTINGS.forEach((name, value) -> options.append(" -c %s=%s".formatted(name, value)));
            pgCtl(
                    "start",
                    "-w",
                    "-t",
                    String.valueOf(START_LIMIT.toSeconds()),
                    "-l",
                    data + ".log",
                    "-o",
                    options.toString());
            guard = ProcessGuard.watch(pid());
            running = true;
        }

        void stop(String mode) {
            pgCtl("stop", "-w", "-m", mode);
            guard.close();
            running = false;
        }

        void end() {
            Runtime.getRuntime().removeShutdownHook(atExit);
            endNow();
        }

        private void endNow() {
            if (running) {
                stop("immediate");
            }
            FileSystemUtils.deleteRecursively(data.toFile());
        }

        private long pid() {
            try {
                return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                        .getFirst()
                        .strip());
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }

        private void pgCtl(String action, String... options) {
            var command = new ArrayList<String>();
            if (LinuxUtils.isUnshareAvailable()) {
                command.addAll(List.of("unshare", "-U"));
            }
            command.addAll(List.of(binaries.resolve("pg_ctl").toString(), action, "-D", data.toString()));
            command.addAll(List.of(options));
            Commands.output(new ProcessBuilder(command));
        }
    }
}
