package dev.tidings.support;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The RabbitMQ of the tests, set up from the files in {@code rabbitmq/}.
 *
 * <p>{@link BrokerSource} tells where it comes from. It starts on first use, is shared by all tests of the
 * JVM, and ends with the JVM. Ports and data stay the same when a test stops it and starts it again; what a
 * test leaves stopped or paused runs again before the next test:
 *
 * <pre>{@code
 * @Tag(RabbitMq.TAG)
 * class SomeIntegrationTests {
 *
 *     @RegisterExtension
 *     static final RabbitMq rabbitMq = RabbitMq.shared();
 * }
 * }</pre>
 *
 * <p>Test classes carry the tag {@value #TAG}, by which the build picks the tests to run against containers.
 */
public final class RabbitMq implements BeforeAllCallback, AfterEachCallback {

    /** Tag of the tests that need RabbitMQ. */
    public static final String TAG = "broker";

    private static final RabbitMq SHARED = new RabbitMq(null);

    private final @Nullable CertificateAuthority tls;
    private @Nullable BrokerNode node;
    private @Nullable RuntimeException failure;
    private State state = State.RUNNING;

    private RabbitMq(@Nullable CertificateAuthority tls) {
        this.tls = tls;
    }

    /** Returns the broker of this JVM. Starts nothing yet. */
    public static RabbitMq shared() {
        return SHARED;
    }

    /**
     * Returns a broker of the test's own, which the test has to stop. Starts nothing yet.
     *
     * @param authority issues the certificate of its host; AMQP is there over TLS only
     */
    public static RabbitMq overTls(CertificateAuthority authority) {
        return new RabbitMq(authority);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!context.getTags().contains(TAG)) {
            throw new IllegalStateException("'%s' uses RabbitMQ, but has no @Tag(\"%s\")"
                    .formatted(context.getRequiredTestClass().getName(), TAG));
        }
        node();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ensureRunning();
    }

    public String host() {
        return node().host();
    }

    public int amqpPort() {
        return node().amqpPort();
    }

    public int stompPort() {
        return node().stompPort();
    }

    public String virtualHost() {
        return node().virtualHost();
    }

    /** Returns who may publish to the exchange, and nothing else. */
    public Credentials publisher() {
        return new Credentials("tidings-publisher", "tidings-publisher");
    }

    /** Returns who may subscribe to single destinations over STOMP, and nothing else. */
    public Credentials reader() {
        return new Credentials("tidings-reader", "tidings-reader");
    }

    /** Returns who may have the queue of an instance, bound to all destinations, and nothing else. */
    public Credentials instance() {
        return new Credentials("tidings-instance", "tidings-instance");
    }

    /** Returns who may publish from outside, and nothing else. */
    public Credentials ingest() {
        return new Credentials("tidings-ingest", "tidings-ingest");
    }

    /** Stops the broker in an orderly way: connections are closed, what is durable stays. */
    public synchronized void stop() {
        require(State.RUNNING);
        node().stop();
        state = State.STOPPED;
    }

    /** Ends the broker's process at once, without any goodbye. */
    public synchronized void kill() {
        require(State.RUNNING);
        node().kill();
        state = State.STOPPED;
    }

    /** Starts the broker again, on the same ports and data, and returns once it accepts connections. */
    public synchronized void start() {
        require(State.STOPPED);
        node().start();
        state = State.RUNNING;
    }

    /** Freezes the broker: connections stay open, and nothing answers on them. */
    public synchronized void pause() {
        require(State.RUNNING);
        node().pause();
        state = State.PAUSED;
    }

    /** Ends what {@link #pause()} began. */
    public synchronized void resume() {
        require(State.PAUSED);
        node().resume();
        state = State.RUNNING;
    }

    /** Starts or resumes the broker if it is stopped or paused. */
    public synchronized void ensureRunning() {
        switch (state) {
            case STOPPED -> start();
            case PAUSED -> resume();
            case RUNNING -> {}
        }
    }

    /**
     * Runs {@code rabbitmqctl} and returns what it prints.
     *
     * @throws IllegalStateException if it ends with another status than 0
     */
    public String ctl(String... arguments) {
        return node().ctl(List.of(arguments));
    }

    /** Has the broker take no messages, as it does when it runs out of memory. */
    public void raiseMemoryAlarm() {
        ctl("set_vm_memory_high_watermark", "absolute", "1");
    }

    /** Ends what {@link #raiseMemoryAlarm()} began. */
    public void clearMemoryAlarm() {
        ctl("set_vm_memory_high_watermark", "0.6");
    }

    /** Takes the queues of all instances off the exchange: what is published then is confirmed, and lost. */
    public void unbindInstances() {
        changeBindings("remove");
    }

    /** Ends what {@link #unbindInstances()} began. */
    public void bindInstances() {
        changeBindings("add");
    }

    /** The queues are exclusive, so nobody but the broker itself may do that. */
    private void changeBindings(String action) {
        queues("name").stream()
                .map(List::getFirst)
                .filter(name -> name.startsWith("tidings.instance."))
                .forEach(name -> ctl(
                        "eval",
                        "ok = rabbit_binding:%s({binding, %s, <<\"#\">>, %s, []}, fun(_, _) -> ok end, <<\"tests\">>)."
                                .formatted(action, resource("exchange", "tidings.changes"), resource("queue", name))));
    }

    private String resource(String kind, String name) {
        return "rabbit_misc:r(<<\"%s\">>, %s, <<\"%s\">>)".formatted(virtualHost(), kind, name);
    }

    /** Returns a row for each queue of the virtual host, with these columns. */
    public List<List<String>> queues(String... columns) {
        return rows("list_queues", List.of("-p", virtualHost()), columns);
    }

    /** Returns a row for each exchange of the virtual host, with these columns. */
    public List<List<String>> exchanges(String... columns) {
        return rows("list_exchanges", List.of("-p", virtualHost()), columns);
    }

    /** Returns a row for each binding of the virtual host, with these columns. */
    public List<List<String>> bindings(String... columns) {
        return rows("list_bindings", List.of("-p", virtualHost()), columns);
    }

    /** Returns a row for each AMQP connection, with these columns. */
    public List<List<String>> amqpConnections(String... columns) {
        return rows("list_connections", List.of(), columns);
    }

    /** Returns a row for each channel, with these columns. A STOMP connection is one channel and no AMQP connection. */
    public List<List<String>> channels(String... columns) {
        return rows("list_channels", List.of(), columns);
    }

    /** Returns a row for each consumer of the virtual host, with these columns. */
    public List<List<String>> consumers(String... columns) {
        return rows("list_consumers", List.of("-p", virtualHost()), columns);
    }

    private List<List<String>> rows(String command, List<String> options, String... columns) {
        var arguments = new ArrayList<>(List.of("--quiet", command, "--no-table-headers"));
        arguments.addAll(options);
        arguments.addAll(List.of(columns));
        return node().ctl(arguments)
                .lines()
                .map(line -> List.of(line.split("\t", -1)))
                .toList();
    }

    private void require(State required) {
        node();
        if (state != required) {
            throw new IllegalStateException("RabbitMQ must be %s, but is %s".formatted(required, state));
        }
    }

    private synchronized BrokerNode node() {
        if (failure != null) {
            throw failure;
        }
        if (node == null) {
            node = startFirst();
        }
        return node;
    }

    private BrokerNode startFirst() {
        try {
            return BrokerSource.startFirstAvailable(tls);
        } catch (RuntimeException ex) {
            failure = ex;
            throw ex;
        }
    }

    private enum State {
        RUNNING,
        STOPPED,
        PAUSED
    }

    /**
     * A user of the broker.
     *
     * @param user name
     * @param password password in the definitions, for development
     */
    public record Credentials(String user, String password) {}
}
