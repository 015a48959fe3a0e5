package dev.tidings.benchmark;

import static org.awaitility.Awaitility.await;

import dev.tidings.benchmark.Load.Answer;
import dev.tidings.support.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.util.FileSystemUtils;

/** The servers of one contender with a load client before them, all started for this trial and ended with it. */
final class Trial implements AutoCloseable {

    /** Most messages on their way when it goes as fast as it can. */
    private static final int WINDOW = 20;

    private static final Duration QUIET_POLL = Duration.ofMillis(500);
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(40);
    private static final double QUIET_CPU = 0.03;
    /** A second collection frees what the first has enqueued; then the C library gives back what it keeps. */
    private static final List<String> COLLECTION = List.of("GC.run", "GC.run", "System.trim_native_heap");

    private final Contender contender;
    private final Setup setup;
    private final Backends backends;
    private final Options options;
    private final List<ServerProcess> servers = new ArrayList<>();
    private final Path files;
    private final Load load;
    private String token = "";

    private Trial(Contender contender, Setup setup, Backends backends, Options options, Path files) {
        this.contender = contender;
        this.setup = setup;
        this.backends = backends;
        this.options = options;
        this.files = files;
        this.load = new Load(options.clientThreads());
    }

    /** Starts servers and load client; nothing stays if that fails. */
    static Trial start(Contender contender, Setup setup, Backends backends, Options options, Path folder) {
        try {
            var trial = new Trial(
                    contender,
                    setup,
                    backends,
                    options,
                    Files.createTempDirectory(Files.createDirectories(folder), "files"));
            try {
                trial.startServers(folder);
            } catch (RuntimeException ex) {
                trial.close();
                throw ex;
            }
            return trial;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void startServers(Path folder) {
        String database = usesDatabase() ? backends.newDatabase() : "";
        for (int i = 1; i <= setup.instances(); i++) {
            servers.add(ServerProcess.start(
                    contender.main(),
                    setup.heap(),
                    contender.arguments(setup, files, backends, database),
                    folder.resolve("%s-%d.log".formatted(contender, i))));
        }
        if (contender.isTidings()) {
            token = Api.on(servers.getFirst().port()).as("alice").token();
        }
    }

    private boolean usesDatabase() {
        return contender == Contender.RABBITMQ || setup.logged();
    }

    Options options() {
        return options;
    }

    Contender contender() {
        return contender;
    }

    /** Returns how many clients a server can have open, at most as many as wanted. */
    int affordable(int clients) {
        long files = ProcessFigures.openFileLimit(servers.getFirst().pid()) - 1_000;
        return (int) Math.min(clients, files / contender.socketsPerClient());
    }

    /** Connects clients, each with subscriptions to some of the destinations, and returns once all are in force. */
    Answer connect(int clients, int subscriptions, int destinations) {
        Answer answer = load.run(
                "connect",
                Map.of(
                        "clients",
                        clients,
                        "subscriptions",
                        subscriptions,
                        "destinations",
                        destinations,
                        "prefix",
                        contender.prefix(),
                        "ports",
                        servers.stream().map(server -> "" + server.port()).collect(Collectors.joining(",")),
                        "publish",
                        servers.getFirst().publishPort(),
                        "receipts",
                        contender.givesReceipts(),
                        "token",
                        token));
        long ready = answer.number("ready");
        if (ready < clients) {
            throw new IllegalStateException("%,d of %,d clients did not get in: %s"
                    .formatted(clients - ready, clients, answer.text("problem")));
        }
        return answer;
    }

    /** Lets each subscription receive something, so that all are in force whether or not there are receipts. */
    void probe() {
        load.run("probe", Map.of());
    }

    void disconnect() {
        load.run("disconnect", Map.of());
    }

    void stall(int clients) {
        load.run("stall", Map.of("clients", clients));
    }

    /** Publishes as fast as it goes. */
    Answer flood(int bytes, Duration time) {
        return load.run("flood", Map.of("millis", time.toMillis(), "bytes", bytes, "window", WINDOW));
    }

    /** Publishes so many messages per second. */
    Answer rate(int bytes, int perSecond, Duration time) {
        return load.run("rate", Map.of("millis", time.toMillis(), "bytes", bytes, "per-second", perSecond));
    }

    /** Does something, and returns the CPU that it took. */
    Measured measure(Supplier<Answer> work) {
        CpuTimes before = cpu();
        Answer answer = work.get();
        return new Measured(answer, cpu().minus(before));
    }

    private CpuTimes cpu() {
        return new CpuTimes(
                servers.stream()
                        .mapToDouble(server -> ProcessFigures.cpuSeconds(server.pid()))
                        .sum(),
                contender.usesBroker() ? backends.brokerCpu() : 0,
                usesDatabase() ? backends.databaseCpu() : 0,
                ProcessFigures.cpuSeconds(load.pid()));
    }

    /** Waits until servers and broker have nothing to do any more, or for some time if that does not happen. */
    void awaitQuiet() {
        var last = new double[] {cpu().serverAndBroker()};
        try {
            await().pollDelay(QUIET_POLL)
                    .pollInterval(QUIET_POLL)
                    .atMost(QUIET_LIMIT)
                    .until(() -> {
                        double before = last[0];
                        last[0] = cpu().serverAndBroker();
                        return last[0] - before <= QUIET_CPU;
                    });
        } catch (ConditionTimeoutException _) {
            System.out.println("  still busy after " + QUIET_LIMIT);
        }
    }

    /** Returns the memory of the servers after a collection, in bytes. */
    double memory() {
        double bytes = 0;
        for (ServerProcess server : servers) {
            for (String step : COLLECTION) {
                command(server.pid(), step);
            }
            bytes += ProcessFigures.residentBytes(server.pid());
        }
        return bytes;
    }

    /** Returns the memory of RabbitMQ, 0 if it takes no part. */
    double brokerMemory() {
        return contender.usesBroker() ? backends.brokerMemory() : 0;
    }

    private static void command(long pid, String command) {
        try {
            int status = new ProcessBuilder(JavaProcess.tool("jcmd").toString(), String.valueOf(pid), command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("jcmd %d %s ended with status %d".formatted(pid, command, status));
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during a collection", ex);
        }
    }

    @Override
    public void close() {
        load.close();
        servers.forEach(ServerProcess::close);
        FileSystemUtils.deleteRecursively(files.toFile());
    }

    /**
     * What happened, and what it cost.
     *
     * @param answer of the load client
     * @param cpu that it took
     */
    record Measured(Answer answer, CpuTimes cpu) {}
}
