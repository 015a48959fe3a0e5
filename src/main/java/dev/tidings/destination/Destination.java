package dev.tidings.destination;

/**
 * Where changes go: a topic that many users read, or a queue of one user.
 *
 * <p>Two destinations are equal exactly when their routing keys are.
 */
public sealed interface Destination permits Topic, UserQueue {

    /** Longest routing key that AMQP can carry, in bytes. */
    int MAX_ROUTING_KEY_BYTES = 255;

    /** Returns the address as a client subscribes to it, such as {@code /user/queue/jobs}. */
    String address();

    /** Returns the address as a server sends to it, such as {@code /user/alice/queue/jobs}. */
    String sendAddress();

    /** Returns the routing key on RabbitMQ, such as {@code user.alice.jobs}. */
    String routingKey();

    /**
     * Reads the address that a client gave.
     *
     * @param address raw destination header
     * @param user name of the user who gave it, owner of every {@code /user/queue/…}
     * @throws BadDestinationException if the address does not follow the grammar
     */
    static Destination ofAddress(String address, String user) {
        if (address.startsWith(UserQueue.ADDRESS_PREFIX)) {
            return new UserQueue(user, address.substring(UserQueue.ADDRESS_PREFIX.length()));
        }
        return Topic.ofAddress(address);
    }

    /**
     * Reads the address that a server sends to.
     *
     * @throws BadDestinationException if the address does not follow the grammar
     */
    static Destination ofSendAddress(String address) {
        return address.startsWith(UserQueue.SEND_PREFIX) ? UserQueue.ofSendAddress(address) : Topic.ofAddress(address);
    }

    /**
     * Reads a routing key.
     *
     * @throws BadDestinationException if no destination has that routing key
     */
    static Destination ofRoutingKey(String routingKey) {
        String[] words = routingKey.split("\\.", -1);
        if (words.length == 2) {
            return new Topic(words[0], words[1]);
        }
        if (words.length == 3 && words[0].equals(UserQueue.ROUTING_WORD)) {
            return new UserQueue(UserNames.decode(words[1]), words[2]);
        }
        throw new BadDestinationException("Routing key '" + Quoted.text(routingKey)
                + "' belongs to no destination. Expected {plural}.{id} or user.{name}.{queue}");
    }
}
