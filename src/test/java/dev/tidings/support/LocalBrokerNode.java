package dev.tidings.support;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A private node of the RabbitMQ that is installed on this machine.
 *
 * <p>It has its own ports, data folder, cookie, and its own port mapper (epmd), and listens on the loopback
 * interface only, so it neither sees nor disturbs a node that runs as a service. It also runs as root: Debian's
 * wrapper, which changes the user, is passed by. Its log stays below {@code target/rabbitmq}.
 */
final class LocalBrokerNode implements BrokerNode {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final String STARTED = "Server startup complete";
    private static final String LOOPBACK = "127.0.0.1";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final int amqpPort = FreePorts.next();
    private final int stompPort = FreePorts.next();
    private final int epmdPort = FreePorts.next();
    private final Path scripts;
    private final Path folder;
    private final @Nullable CertificateAuthority tls;
    private final Map<String, String> environment;
    private int starts;
    private @Nullable Process server;
    private @Nullable ProcessGuard guard;

    private LocalBrokerNode(Path scripts, Path folder, @Nullable CertificateAuthority tls) {
        this.scripts = scripts;
        this.folder = folder;
        this.tls = tls;
        this.environment = environment(folder, epmdPort);
    }

    /**
     * Starts a node.
     *
     * @param tls authority for its certificate, {@code null} for a node that listens without TLS
     */
    static LocalBrokerNode launch(@Nullable CertificateAuthority tls) {
        String name = ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        Path folder = Path.of("target", "rabbitmq", name).toAbsolutePath();
        var node = new LocalBrokerNode(findScripts(), folder, tls);
        node.writeFiles();
        Process epmd = node.startEpmd();
        ProcessGuard epmdGuard = ProcessGuard.watch(epmd.pid());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> node.end(epmd, epmdGuard), "stop-rabbitmq"));
        node.start();
        return node;
    }

    /** Debian keeps the scripts that do not change the user in a folder of its own, so that comes first. */
    private static Path findScripts() {
        Stream<Path> known = Stream.of("/usr/lib/rabbitmq/bin", "/opt/homebrew/sbin", "/usr/local/sbin")
                .map(Path::of);
        Stream<Path> onPath = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of);
        return Stream.concat(known, onPath)
                .filter(path -> Files.isExecutable(path.resolve("rabbitmq-server")))
                .findFirst()
                .orElseThrow(() -> new BrokerUnavailableException("no rabbitmq-server is installed"));
    }

    private static Map<String, String> environment(Path folder, int epmdPort) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("HOME", folder.toString());
        variables.put("ERL_EPMD_ADDRESS", LOOPBACK);
        variables.put("ERL_EPMD_PORT", String.valueOf(epmdPort));
        variables.put("RABBITMQ_NODENAME", "tidings-test@localhost");
        variables.put("RABBITMQ_DIST_PORT", String.valueOf(FreePorts.next()));
        variables.put(
                "RABBITMQ_CONF_ENV_FILE", folder.resolve("rabbitmq-env.conf").toString());
        variables.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString());
        variables.put("RABBITMQ_CONFIG_FILES", folder.resolve("conf.d").toString());
        variables.put(
                "RABBITMQ_ADVANCED_CONFIG_FILE",
                folder.resolve("advanced.config").toString());
        variables.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE",
                folder.resolve("enabled_plugins").toString());
        variables.put(
                "RABBITMQ_GENERATED_CONFIG_DIR", folder.resolve("generated").toString());
        variables.put("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString());
        variables.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
        variables.put("RABBITMQ_PID_FILE", folder.resolve("pid").toString());
        variables.put("RABBITMQ_LOGS", "-");
        variables.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
        // Makes the script become the server, so that signals reach it and its end is seen.
        variables.put("RUNNING_UNDER_SYSTEMD", "true");
        return variables;
    }

    private void writeFiles() {
        Path source = Path.of("rabbitmq").toAbsolutePath();
        try {
            Files.createDirectories(folder);
            for (String empty : List.of("rabbitmq-env.conf", "advanced.config")) {
                Files.writeString(folder.resolve(empty), empty.endsWith(".config") ? "[].\n" : "");
            }
            Files.copy(source.resolve("enabled_plugins"), folder.resolve("enabled_plugins"));
            Files.write(
                    folder.resolve("rabbitmq.conf"),
                    settings(Files.readAllLines(source.resolve("rabbitmq.conf")), source));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The settings of the repository, with what has to differ so that nodes do not meet. */
    private List<String> settings(List<String> lines, Path source) {
        var own = Map.of(
                "stomp.listeners.tcp.1",
                LOOPBACK + ":" + stompPort,
                "management.tcp.port",
                String.valueOf(FreePorts.next()),
                "load_definitions",
                source.resolve("definitions.json").toString(),
                "disk_free_limit.absolute",
                "50MB");
        var settings = new ArrayList<String>();
        for (String line : lines) {
            String name = line.split("=", 2)[0].strip();
            if (!own.containsKey(name) && !name.startsWith("listeners.tcp.")) {
                settings.add(line);
            }
        }
        settings.add("management.tcp.ip = " + LOOPBACK);
        own.forEach((name, value) -> settings.add(name + " = " + value));
        String listener = LOOPBACK + ":" + amqpPort;
        if (tls == null) {
            settings.add("listeners.tcp.1 = " + listener);
        } else {
            tls.issue(LOOPBACK, folder);
            settings.addAll(CertificateAuthority.brokerSettings(listener, folder.toString()));
        }
        return settings;
    }

    private Process startEpmd() {
        return started(builder(List.of("epmd", "-address", LOOPBACK, "-port", String.valueOf(epmdPort)), "epmd.log"));
    }

    private static Process started(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private ProcessBuilder builder(List<String> command, String log) {
        return withEnvironment(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile());
    }

    private ProcessBuilder withEnvironment(List<String> command) {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("RABBITMQ_") || name.equals("NOTIFY_SOCKET"));
        builder.environment().putAll(environment);
        return builder;
    }

    @Override
    public String host() {
        return LOOPBACK;
    }

    @Override
    public int amqpPort() {
        return amqpPort;
    }

    @Override
    public int stompPort() {
        return stompPort;
    }

    @Override
    public void start() {
        starts++;
        String log = "node-" + starts + ".log";
        Process process =
                started(builder(List.of(scripts.resolve("rabbitmq-server").toString()), log));
        server = process;
        guard = ProcessGuard.watch(process.pid());
        try {
            await().atMost(START_LIMIT)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !process.isAlive() || read(log).contains(STARTED));
        } catch (ConditionTimeoutException ex) {
            throw new IllegalStateException("RabbitMQ was not up after %s. %s".formatted(START_LIMIT, tail(log)), ex);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "RabbitMQ ended with status %d. %s".formatted(process.exitValue(), tail(log)));
        }
    }

    @Override
    public void stop() {
        end(running(), false);
    }

    @Override
    public void kill() {
        end(running(), true);
    }

    @Override
    public void pause() {
        signal("STOP");
        await().atMost(STOP_LIMIT).until(this::isFrozen);
    }

    @Override
    public void resume() {
        signal("CONT");
    }

    @Override
    public String ctl(List<String> arguments) {
        var command = new ArrayList<>(List.of(scripts.resolve("rabbitmqctl").toString()));
        command.addAll(arguments);
        return Commands.output(withEnvironment(command));
    }

    private void signal(String name) {
        Commands.output(
                new ProcessBuilder("kill", "-" + name, String.valueOf(running().pid())));
    }

    /** The signal is taken thread by thread, and one that still runs would answer. Only Linux can be asked. */
    private boolean isFrozen() throws IOException {
        Path threads = Path.of("/proc/%d/task".formatted(running().pid()));
        if (!Files.isDirectory(threads)) {
            return true;
        }
        try (Stream<Path> entries = Files.list(threads)) {
            for (Path thread : entries.toList()) {
                String status = Files.readString(thread.resolve("stat"));
                if (status.charAt(status.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        }
    }

    private Process running() {
        if (server == null) {
            throw new IllegalStateException("RabbitMQ was never started");
        }
        return server;
    }

    private void end(Process process, boolean atOnce) {
        if (!atOnce) {
            process.destroy();
        }
        if (atOnce || !endsWithin(process, STOP_LIMIT)) {
            process.destroyForcibly();
            Commands.wait(process);
        }
        if (guard != null) {
            guard.close();
        }
    }

    private static boolean endsWithin(Process process, Duration limit) {
        try {
            return process.waitFor(limit);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Nothing of the data is needed any more, so the node need not take its time. */
    private void end(Process epmd, ProcessGuard epmdGuard) {
        if (server != null) {
            end(server, true);
        }
        epmd.destroyForcibly();
        epmdGuard.close();
        for (String name : List.of("data", "generated", ".erlang.cookie")) {
            FileSystemUtils.deleteRecursively(folder.resolve(name).toFile());
        }
    }

    private String read(String log) throws IOException {
        return Files.readString(folder.resolve(log));
    }

    private String tail(String log) {
        try {
            List<String> lines = read(log).lines().toList();
            return "End of its log %s:%n%s"
                    .formatted(
                            folder.resolve(log),
                            String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
