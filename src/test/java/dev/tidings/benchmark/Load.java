package dev.tidings.benchmark;

import dev.tidings.benchmark.load.LoadClient;
import java.lang.ProcessBuilder.Redirect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The process of the {@link LoadClient}, as whoever commands it sees it. */
final class Load implements AutoCloseable {

    private static final List<String> FLAGS = List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC");

    private final JavaProcess process;

    Load(int threads) {
        process = JavaProcess.start(LoadClient.class, FLAGS, List.of(String.valueOf(threads)), Redirect.INHERIT);
    }

    long pid() {
        return process.pid();
    }

    /** Has a command carried out, and returns the answer. */
    Answer run(String command, Map<String, ?> values) {
        process.send(values.entrySet().stream()
                .map(entry -> "\t" + entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("", command, "")));
        @Nullable String line = process.readLine();
        if (line == null) {
            throw new IllegalStateException("the load client ended");
        }
        var answer = new LinkedHashMap<String, String>();
        for (String pair : line.isEmpty() ? new String[0] : line.split("\t", -1)) {
            String[] parts = pair.split("=", 2);
            answer.put(parts[0], parts[1]);
        }
        String failure = answer.get("failed");
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        return new Answer(answer);
    }

    @Override
    public void close() {
        process.close();
    }

    /** What the load client said. */
    record Answer(Map<String, String> values) {

        String text(String key) {
            return values.getOrDefault(key, "");
        }

        long number(String key) {
            return Long.parseLong(text(key));
        }

        Audit audit() {
            return new Audit(
                    number("missing"),
                    number("surplus"),
                    number("reordered"),
                    number("unrecognized"),
                    number("ended"),
                    text("problem"));
        }
    }
}
