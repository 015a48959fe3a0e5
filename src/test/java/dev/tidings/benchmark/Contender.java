package dev.tidings.benchmark;

import dev.tidings.benchmark.server.BrokerRelayServer;
import dev.tidings.benchmark.server.NioServer;
import dev.tidings.benchmark.server.SimpleBrokerServer;
import dev.tidings.benchmark.server.TidingsServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The servers that are compared. */
enum Contender {
    EMBEDDED("Tidings, `embedded`", TidingsServer.class),
    RABBITMQ("Tidings, `rabbitmq`", TidingsServer.class),
    SIMPLE("Spring, simple broker", SimpleBrokerServer.class),
    RELAY("Spring, broker relay", BrokerRelayServer.class),
    NIO("bare loop", NioServer.class),
    NIO_SINGLE("bare loop, a write per message", NioServer.class);

    private final String title;
    private final Class<?> main;

    Contender(String title, Class<?> main) {
        this.title = title;
        this.main = main;
    }

    String title() {
        return title;
    }

    Class<?> main() {
        return main;
    }

    boolean isTidings() {
        return this == EMBEDDED || this == RABBITMQ;
    }

    boolean usesBroker() {
        return this == RABBITMQ || this == RELAY;
    }

    /** Returns whether a SUBSCRIBE is answered by a RECEIPT; Spring's simple broker gives none. */
    boolean givesReceipts() {
        return this != SIMPLE;
    }

    /** Returns how many files a server has open per client. */
    int socketsPerClient() {
        return this == RELAY ? 2 : 1;
    }

    /** Returns what destinations begin with; RabbitMQ takes one segment only. */
    String prefix() {
        return this == RELAY ? "/topic/bench." : "/topic/bench/";
    }

    /**
     * Returns the arguments of the main class.
     *
     * @param folder where it may keep files
     * @param database JDBC URL on PostgreSQL, for those that keep something
     */
    List<String> arguments(Setup setup, Path folder, Backends backends, String database) {
        return switch (this) {
            case EMBEDDED -> tidings(setup, folder, database);
            case RABBITMQ -> {
                List<String> arguments = tidings(setup, folder, database);
                arguments.add("--tidings.broker.mode=rabbitmq");
                arguments.add("--tidings.security.let-anybody-sign-in=true");
                arguments.add("--tidings.broker.rabbitmq.addresses=" + backends.brokerAddress());
                arguments.add("--tidings.broker.rabbitmq.virtual-host=" + backends.virtualHost());
                yield arguments;
            }
            case RELAY -> backends.relayArguments();
            case SIMPLE, NIO -> List.of();
            case NIO_SINGLE -> List.of(NioServer.SINGLE_WRITES);
        };
    }

    /** Without logging, an embedded Tidings has the database that it has when nothing is installed: H2. */
    private List<String> tidings(Setup setup, Path folder, String database) {
        // All clients of the benchmark are one user at one address.
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--tidings.storage.location=" + folder,
                "--tidings.session.per-user=1000000",
                "--tidings.session.per-address=0",
                "--tidings.session.handshakes-per-second=1000000",
                "--tidings.session.drain-window=0s"));
        if (usesBroker() || setup.logged()) {
            arguments.add("--spring.datasource.url=" + database);
        }
        if (setup.logged()) {
            arguments.add(TidingsServer.LOGGED);
        }
        return arguments;
    }

    /** Returns the name by which it is chosen. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
