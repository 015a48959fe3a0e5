package dev.tidings.benchmark;

import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** RabbitMQ and PostgreSQL of the tests. Each is started on first use, and serves the whole run. */
final class Backends {

    private static final String RELAY_NAME = "benchmark";
    private static final String BROKER_PROCESS = "beam.smp";

    private final RabbitMq rabbitMq = RabbitMq.shared();
    private final Postgres postgres = Postgres.shared();
    private boolean relayPrepared;
    private long brokerPid;
    private long databasePid;

    String brokerAddress() {
        return rabbitMq.host() + ":" + rabbitMq.amqpPort();
    }

    String virtualHost() {
        return rabbitMq.virtualHost();
    }

    String newDatabase() {
        return postgres.newDatabase();
    }

    /** Gives the plain application a virtual host of its own and a user who may do everything there, as the default user may. */
    List<String> relayArguments() {
        if (!relayPrepared) {
            rabbitMq.ctl("add_vhost", RELAY_NAME);
            rabbitMq.ctl("add_user", RELAY_NAME, RELAY_NAME);
            rabbitMq.ctl("set_permissions", "-p", RELAY_NAME, RELAY_NAME, ".*", ".*", ".*");
            relayPrepared = true;
        }
        return List.of(
                "--relay.host=" + rabbitMq.host(),
                "--relay.port=" + rabbitMq.stompPort(),
                "--relay.virtual-host=" + RELAY_NAME,
                "--relay.user=" + RELAY_NAME);
    }

    double brokerCpu() {
        return ProcessFigures.cpuSecondsWithChildren(brokerPid());
    }

    /**
     * Returns what the processes and tables of RabbitMQ take, by its own count. That leaves out binaries: the buffers of
     * its sockets are among them, which count with their full size though most of it is never touched.
     */
    double brokerMemory() {
        return Double.parseDouble(
                rabbitMq.ctl("eval", "lists:sum([Bytes || {_, Bytes} <- erlang:memory([processes, ets])]).")
                        .strip());
    }

    double databaseCpu() {
        return ProcessFigures.cpuSecondsWithChildren(databasePid());
    }

    private long brokerPid() {
        if (brokerPid == 0) {
            brokerPid = Long.parseLong(rabbitMq.ctl("eval", "os:getpid().").replaceAll("\\D", ""));
            if (!ProcessFigures.name(brokerPid).equals(BROKER_PROCESS)) {
                throw new IllegalStateException(
                        "RabbitMQ runs where its CPU time cannot be seen. Use the one that is installed here:"
                                + " -Dtidings.test.rabbitmq=local");
            }
        }
        return brokerPid;
    }

    private long databasePid() {
        if (databasePid == 0) {
            databasePid = findPostmaster();
        }
        return databasePid;
    }

    private long findPostmaster() {
        String url = "jdbc:postgresql://localhost:%d/postgres?user=%s".formatted(postgres.port(), postgres.user());
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var result = statement.executeQuery("select pg_backend_pid()")) {
            result.next();
            return ProcessHandle.of(result.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .map(ProcessHandle::pid)
                    .orElseThrow(() -> new IllegalStateException("The process of PostgreSQL is not to be seen"));
        } catch (SQLException ex) {
            throw new IllegalStateException("Cannot ask PostgreSQL for its process", ex);
        }
    }
}
