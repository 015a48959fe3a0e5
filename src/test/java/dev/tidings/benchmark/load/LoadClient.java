package dev.tidings.benchmark.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The process of the load client. It takes one command per line, a name and {@code key=value} pairs separated by tabs,
 * answers each with a line of such pairs, and ends with its standard input:
 *
 * <pre>
 * connect     clients, subscriptions, destinations, prefix, ports, publish, receipts, token
 * probe
 * flood       millis, bytes, window
 * rate        millis, bytes, per-second
 * stall       clients
 * disconnect
 * </pre>
 */
public final class LoadClient {

    private static final String SEPARATOR = "\t";

    private final InFlight inFlight = new InFlight();
    private final Crowd crowd;
    private final Publisher publisher;

    private LoadClient(int threads) {
        crowd = new Crowd(threads, inFlight);
        publisher = new Publisher(crowd, inFlight);
    }

    /** Runs with the number of threads that read. */
    public static void main(String[] args) throws IOException {
        var client = new LoadClient(Integer.parseInt(args[0]));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(client.answer(line).entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(SEPARATOR)));
        }
    }

    private Map<String, Object> answer(String line) {
        try {
            return run(new Command(line));
        } catch (IOException | RuntimeException ex) {
            ex.printStackTrace();
            return Map.of("failed", ex.toString().replaceAll("\\s+", " "));
        }
    }

    private Map<String, Object> run(Command command) throws IOException {
        return switch (command.name()) {
            case "connect" -> connect(command);
            case "probe" -> {
                publisher.probe();
                yield Map.of();
            }
            case "flood" -> publish(command, Pace.window(command.number("window")));
            case "rate" -> publish(command, Pace.rate(command.number("per-second"), Stopwatch.now()));
            case "stall" -> {
                crowd.stall(command.number("clients"));
                yield Map.of();
            }
            case "disconnect" -> {
                crowd.disconnect();
                yield Map.of();
            }
            default -> throw new IllegalArgumentException("Unknown command '%s'".formatted(command.name()));
        };
    }

    private Map<String, Object> connect(Command command) throws IOException {
        List<Integer> ports = Arrays.stream(command.text("ports").split(",", -1))
                .map(Integer::valueOf)
                .toList();
        var plan = new Plan(
                ports,
                command.number("clients"),
                command.number("subscriptions"),
                command.number("destinations"),
                command.text("prefix"),
                Boolean.parseBoolean(command.text("receipts")),
                command.text("token"));
        publisher.open(plan, command.number("publish"));
        long start = Stopwatch.now();
        int ready = crowd.connect(plan);
        Map<String, Object> answer = described(crowd.audit(new Published(plan.destinations())));
        answer.put("ready", ready);
        answer.put("nanos", Stopwatch.now() - start);
        return answer;
    }

    private Map<String, Object> publish(Command command, Pace pace) throws IOException {
        var outcome = publisher.publish(
                TimeUnit.MILLISECONDS.toNanos(command.number("millis")), command.number("bytes"), pace);
        Map<String, Object> answer = described(outcome.tally());
        answer.put("published", outcome.published());
        answer.put("nanos", outcome.nanos());
        answer.put("complete", outcome.complete());
        return answer;
    }

    private static Map<String, Object> described(Tally tally) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("deliveries", tally.latencies.total());
        answer.put("reads", tally.reads);
        answer.put("p50", tally.latencies.quantile(0.5));
        answer.put("p99", tally.latencies.quantile(0.99));
        answer.put("max", tally.latencies.max());
        answer.put("missing", tally.missing);
        answer.put("surplus", tally.surplus);
        answer.put("reordered", tally.reordered);
        answer.put("unrecognized", tally.unrecognized);
        answer.put("ended", tally.ended);
        answer.put("problem", tally.problems.stream().findFirst().orElse("").replaceAll("\\s+", " "));
        return answer;
    }

    /** A line of input. */
    private static final class Command {

        private final String name;
        private final Map<String, String> values = new LinkedHashMap<>();

        Command(String line) {
            String[] parts = line.split(SEPARATOR, -1);
            name = parts[0];
            for (int i = 1; i < parts.length; i++) {
                String[] pair = parts[i].split("=", 2);
                values.put(pair[0], pair[1]);
            }
        }

        String name() {
            return name;
        }

        String text(String key) {
            String value = values.get(key);
            if (value == null) {
                throw new IllegalArgumentException("Command '%s' needs '%s'".formatted(name, key));
            }
            return value;
        }

        int number(String key) {
            return Integer.parseInt(text(key));
        }
    }
}
