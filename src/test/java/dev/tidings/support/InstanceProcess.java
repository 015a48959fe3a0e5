package dev.tidings.support;

import dev.tidings.destination.Destination;
import dev.tidings.destination.Topic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An {@link Instance} on RabbitMQ in a JVM of its own, which a test may freeze or kill. */
public final class InstanceProcess implements AutoCloseable {

    private static final String READY = "ready on port ";

    private final Process process;
    private final ProcessGuard guard;
    private final int port;

    private InstanceProcess(Process process, int port) {
        this.process = process;
        this.guard = ProcessGuard.watch(process.pid());
        this.port = port;
    }

    /** Starts an instance, and waits until messages come to it from RabbitMQ. */
    public static InstanceProcess onRabbitMq(Path storage, String database, RabbitMq rabbitMq, String... properties) {
        return start(Instance.rabbitMqSettings(storage, database, rabbitMq, properties));
    }

    /** Starts an instance in mode {@code stomp-relay}, and waits until RabbitMQ takes its messages. */
    public static InstanceProcess behindRelay(Path storage, String database, RabbitMq rabbitMq) {
        return start(Instance.relaySettings(storage, database, rabbitMq));
    }

    private static InstanceProcess start(String... settings) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                InstanceProcess.class.getName()));
        command.addAll(List.of(settings));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new InstanceProcess(process, awaitReady(process));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static int awaitReady(Process process) throws IOException {
        var said = new ArrayList<String>();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
                return Integer.parseInt(line.substring(READY.length()));
            }
            said.add(line);
        }
        throw new IllegalStateException("The instance ended before it was ready:\n" + String.join("\n", said));
    }

    /** Runs an instance with these settings, which commits a change to each address that it reads, until it is killed. */
    public static void main(String[] settings) throws IOException {
        boolean isBehindRelay = List.of(settings).contains(Instance.RELAY_MODE);
        try (Instance instance = isBehindRelay ? Instance.behindRelay(settings) : Instance.onRabbitMq(settings);
                var addresses = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(READY + instance.port());
            System.out.flush();
            for (String address = addresses.readLine(); address != null; address = addresses.readLine()) {
                instance.commit(List.of("a"), Destination.ofAddress(address, "nobody"));
            }
        }
    }

    /** Has the instance commit a change to a topic, as soon as it can. */
    public void commit(Topic topic) {
        try {
            process.outputWriter().write(topic.address() + "\n");
            process.outputWriter().flush();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    public int port() {
        return port;
    }

    /** Freezes the process: its connections stay open, and nothing answers on them. */
    public void pause() {
        signal("STOP");
    }

    /** Ends what {@link #pause()} began. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        Commands.output(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())));
    }

    @Override
    public void close() {
        kill();
    }

    /** Ends the process at once, without any goodbye. */
    public void kill() {
        process.destroyForcibly();
        Commands.wait(process);
        guard.close();
    }
}
