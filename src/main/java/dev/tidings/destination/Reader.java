package dev.tidings.destination;

import java.util.Set;

/**
 * Who wants to read a destination.
 *
 * @param name subject of the token
 * @param roles names without prefix, such as {@code admin}
 */
public record Reader(String name, Set<String> roles) {

    public Reader {
        roles = Set.copyOf(roles);
    }
}
