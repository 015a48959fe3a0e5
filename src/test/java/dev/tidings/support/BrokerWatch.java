package dev.tidings.support;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Sees what is declared at a RabbitMQ, and every message that anybody publishes there, to whatever exchange: its tracer
 * copies them before they are routed.
 *
 * @see <a href="https://www.rabbitmq.com/docs/firehose">RabbitMQ, Firehose Tracer</a>
 */
public final class BrokerWatch implements AutoCloseable {

    private static final String TRACES = "amq.rabbitmq.trace";
    private static final String USER = "tidings-watch";
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private final RabbitMq rabbitMq;
    private final Connection connection;
    private final BlockingQueue<Publication> published = new LinkedBlockingQueue<>();

    private BrokerWatch(RabbitMq rabbitMq) throws IOException, TimeoutException {
        this.rabbitMq = rabbitMq;
        this.connection = connect(rabbitMq);
    }

    /** Begins to watch. */
    public static BrokerWatch begin(RabbitMq rabbitMq) {
        rabbitMq.ctl("add_user", USER, USER);
        rabbitMq.ctl("set_permissions", "-p", rabbitMq.virtualHost(), USER, ".*", ".*", ".*");
        rabbitMq.ctl("trace_on", "-p", rabbitMq.virtualHost());
        try {
            var watch = new BrokerWatch(rabbitMq);
            watch.consume();
            return watch;
        } catch (IOException | TimeoutException ex) {
            throw new IllegalStateException("RabbitMQ does not let itself be watched", ex);
        }
    }

    private static Connection connect(RabbitMq rabbitMq) throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost(rabbitMq.host());
        factory.setPort(rabbitMq.amqpPort());
        factory.setVirtualHost(rabbitMq.virtualHost());
        factory.setUsername(USER);
        factory.setPassword(USER);
        return factory.newConnection();
    }

    private void consume() throws IOException {
        Channel channel = connection.createChannel();
        channel.exchangeDeclarePassive(TRACES);
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, TRACES, "publish.#");
        channel.basicConsume(queue, true, (tag, trace) -> published.add(Publication.of(trace)), (tag, signal) -> {});
    }

    /**
     * Returns what was published and not yet returned, up to the first message that is the last one wanted.
     *
     * @throws AssertionError if none such comes
     */
    public List<Publication> publishedUntil(Predicate<Publication> last) {
        var taken = new ArrayList<Publication>();
        do {
            taken.add(next(taken));
        } while (!last.test(taken.getLast()));
        return taken;
    }

    private Publication next(List<Publication> before) {
        try {
            Publication next = published.poll(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError("Expected another message within %s, after %s".formatted(DEADLINE, before));
            }
            return next;
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for a message", ex);
        }
    }

    /** Returns what is declared now. */
    public Topology topology() {
        return new Topology(
                Set.copyOf(rabbitMq.exchanges("name", "type", "durable", "arguments")),
                Set.copyOf(rabbitMq.queues("name", "durable", "auto_delete", "arguments")),
                Set.copyOf(rabbitMq.bindings("source_name", "destination_name", "routing_key", "arguments")));
    }

    /** Returns how many channels there are. A STOMP connection is one. */
    public int channels() {
        return rabbitMq.channels("pid").size();
    }

    @Override
    public void close() throws IOException {
        connection.close();
        rabbitMq.ctl("trace_off", "-p", rabbitMq.virtualHost());
        rabbitMq.ctl("delete_user", USER);
    }

    /**
     * What is declared, a row for each.
     *
     * @param exchanges name, type, whether durable, arguments
     * @param queues name, whether durable, whether deleted with the last consumer, arguments
     * @param bindings exchange, queue, routing key, arguments
     */
    public record Topology(Set<List<String>> exchanges, Set<List<String>> queues, Set<List<String>> bindings) {

        /** What there is without a broker. */
        public static final Topology NONE = new Topology(Set.of(), Set.of(), Set.of());

        /** Returns what is here and was not there before. */
        public Topology since(Topology before) {
            return new Topology(
                    without(exchanges, before.exchanges),
                    without(queues, before.queues),
                    without(bindings, before.bindings));
        }

        private static Set<List<String>> without(Set<List<String>> rows, Set<List<String>> known) {
            var rest = new HashSet<>(rows);
            rest.removeAll(known);
            return rest;
        }
    }

    /**
     * A message as it was published.
     *
     * @param exchange where to
     * @param user by whom
     * @param properties all its properties, headers among them, as text
     */
    public record Publication(
            String exchange,
            String user,
            Set<String> routingKeys,
            Set<String> headerNames,
            String properties,
            String body) {

        static Publication of(Delivery trace) {
            Map<String, Object> told = trace.getProperties().getHeaders();
            Map<?, ?> properties = told.get("properties") instanceof Map<?, ?> table ? table : Map.of();
            Map<?, ?> headers = properties.get("headers") instanceof Map<?, ?> table ? table : Map.of();
            List<?> routingKeys = told.get("routing_keys") instanceof List<?> keys ? keys : List.of();
            return new Publication(
                    String.valueOf(told.get("exchange_name")),
                    String.valueOf(told.get("user")),
                    texts(routingKeys),
                    texts(headers.keySet()),
                    properties.toString(),
                    new String(trace.getBody(), StandardCharsets.UTF_8));
        }

        private static Set<String> texts(Collection<?> values) {
            return values.stream().map(String::valueOf).collect(Collectors.toSet());
        }
    }
}
