package dev.tidings.studio.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The connections of an instance.
 *
 * @param rabbitmq absent where the mode needs none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConnectorsUpdate(
        String instanceId,
        Database database,
        Http http,
        @Nullable RabbitMq rabbitmq) {

    /**
     * Those of the pool.
     *
     * @param pending threads that wait for one
     */
    record Database(long active, long idle, long most, long pending) {}

    /**
     * Those of browsers and other callers.
     *
     * @param open how many there are, WebSockets among them
     */
    record Http(long open) {}

    /**
     * The state of those to RabbitMQ.
     *
     * @param consuming whether messages come in
     * @param blocked whether RabbitMQ refuses to take any
     */
    record RabbitMq(boolean consuming, boolean blocked) {}

    static ConnectorsUpdate of(String instance, Gauges gauges) {
        return new ConnectorsUpdate(
                instance,
                new Database(
                        (long) gauges.read("hikaricp.connections.active"),
                        (long) gauges.read("hikaricp.connections.idle"),
                        (long) gauges.read("hikaricp.connections.max"),
                        (long) gauges.read("hikaricp.connections.pending")),
                new Http((long) gauges.read("jetty.connections.current")),
                rabbitMq(gauges));
    }

    private static @Nullable RabbitMq rabbitMq(Gauges gauges) {
        var consuming = gauges.find("tidings.rabbitmq.consuming");
        return consuming.isEmpty()
                ? null
                : new RabbitMq(consuming.getAsDouble() > 0, gauges.read("tidings.rabbitmq.blocked") > 0);
    }
}
