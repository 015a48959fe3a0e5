package dev.tidings.benchmark.load;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Who connects where and subscribes to what. It follows from the seed alone, so it is the same for every server.
 *
 * @param ports where to connect, the clients in turn
 * @param clients how many clients there are
 * @param subscriptions subscriptions of each, to different destinations
 * @param destinations how many destinations there are
 * @param prefix what a destination begins with, before its number
 * @param receipts whether a SUBSCRIBE asks for a RECEIPT
 * @param token JWT for CONNECT, empty if the server wants none
 */
record Plan(
        List<Integer> ports,
        int clients,
        int subscriptions,
        int destinations,
        String prefix,
        boolean receipts,
        String token) {

    private static final long SEED = 42;

    int port(int client) {
        return ports.get(client % ports.size());
    }

    String address(int destination) {
        return prefix + destination;
    }

    int[] destinationsOf(int client) {
        return new SplittableRandom(SEED + client)
                .ints(0, destinations)
                .distinct()
                .limit(subscriptions)
                .toArray();
    }
}
