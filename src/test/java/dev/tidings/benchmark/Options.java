package dev.tidings.benchmark;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What to run. Empty lists mean everything.
 *
 * @param workloads names of workloads
 * @param servers names of servers
 * @param rounds how often each server has its turn
 * @param measured how long one measurement publishes
 * @param warmUp how long each server is warmed up at full speed
 * @param clientThreads threads of the load client that read
 */
record Options(
        List<String> workloads,
        List<String> servers,
        int rounds,
        Duration measured,
        Duration warmUp,
        int clientThreads) {

    /** Reads the system properties {@code benchmark.*}; an empty one counts as absent. */
    static Options ofSystemProperties() {
        return new Options(
                names("only"),
                names("servers"),
                number("rounds", 3),
                Duration.ofSeconds(number("seconds", 8)),
                Duration.ofSeconds(number("warm-up", 6)),
                number("client-threads", 1));
    }

    boolean includes(Workload workload) {
        return workloads.isEmpty() || workloads.contains(workload.name());
    }

    boolean includes(Contender contender) {
        return servers.isEmpty() || servers.contains(contender.toString());
    }

    /** Rejects names that do not exist. */
    Options validated(List<Workload> known) {
        List<String> knownWorkloads = known.stream().map(Workload::name).toList();
        List<String> knownServers =
                Arrays.stream(Contender.values()).map(Contender::toString).toList();
        requireKnown("only", workloads, knownWorkloads);
        requireKnown("servers", servers, knownServers);
        return this;
    }

    private static void requireKnown(String property, List<String> names, List<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "'benchmark.%s' must name some of %s, but was '%s'".formatted(property, known, name));
            }
        }
    }

    private static List<String> names(String property) {
        String value = text(property);
        return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
    }

    private static int number(String property, int otherwise) {
        String value = text(property);
        return value.isEmpty() ? otherwise : Integer.parseInt(value);
    }

    private static String text(String property) {
        return System.getProperty("benchmark." + property, "").strip();
    }
}
