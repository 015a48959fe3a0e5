package dev.tidings.broker;

import dev.tidings.destination.Destination;

/** Maps destinations to addresses of the broker engine, and back. */
public final class BrokerAddresses {

    private final String prefix;

    BrokerAddresses(String prefix) {
        this.prefix = prefix;
    }

    /** Returns what all addresses begin with. */
    String prefix() {
        return prefix;
    }

    String of(Destination destination) {
        return prefix + destination.routingKey();
    }

    /**
     * Returns the destination that has an address of the broker engine.
     *
     * @throws IllegalArgumentException if none has it
     */
    public Destination destinationOf(String brokerAddress) {
        if (!brokerAddress.startsWith(prefix)) {
            throw new IllegalArgumentException("'%s' does not start with '%s'".formatted(brokerAddress, prefix));
        }
        return Destination.ofRoutingKey(brokerAddress.substring(prefix.length()));
    }
}
