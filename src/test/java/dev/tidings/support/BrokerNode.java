package dev.tidings.support;

import java.util.List;

/** A RabbitMQ node that runs, with the set-up of {@code rabbitmq/}. */
interface BrokerNode {

    String host();

    int amqpPort();

    int stompPort();

    default String virtualHost() {
        return "tidings";
    }

    void stop();

    void kill();

    /** Starts the node again and returns once it accepts connections. */
    void start();

    void pause();

    void resume();

    /** Runs {@code rabbitmqctl} and returns its output; throws if its status is not 0. */
    String ctl(List<String> arguments);
}
