package dev.tidings.support;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.rabbitmq.RabbitMQContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A broker in a container, through Testcontainers.
 *
 * <p>Available when an engine runs and the image is there or can be pulled. The system property {@value #IMAGE}, or
 * {@value #IMAGE_VARIABLE} in the environment, names an image that takes its set-up from {@code /etc/rabbitmq} and
 * its log to the standard output, as the official ones do.
 */
final class DockerBrokerNode implements BrokerNode {

    static final String IMAGE = "tidings.test.rabbitmq.image";
    static final String IMAGE_VARIABLE = "TIDINGS_TEST_RABBITMQ_IMAGE";

    private static final String DEFAULT_IMAGE = "rabbitmq:4";
    private static final String SET_UP = "/etc/rabbitmq/";
    private static final int PULL_LIMIT_SECONDS = 180;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final int AMQP = 5672;
    private static final int AMQPS = 5671;
    private static final int STOMP = 61613;

    private final int amqpPort = FreePorts.next();
    private final int stompPort = FreePorts.next();
    private final int listener;
    private final DockerClient client;
    private final RabbitMQContainer container;

    private DockerBrokerNode(DockerClient client, DockerImageName image, @Nullable CertificateAuthority tls) {
        this.client = client;
        this.listener = tls == null ? AMQP : AMQPS;
        this.container = new RabbitMQContainer(image);
        container.setExposedPorts(List.of(listener, STOMP));
        container.withCreateContainerCmdModifier(this::publishPorts);
        for (String file : List.of("enabled_plugins", "rabbitmq.conf", "definitions.json")) {
            container.withCopyFileToContainer(
                    MountableFile.forHostPath(Path.of("rabbitmq", file).toAbsolutePath(), 0644), SET_UP + file);
        }
        if (tls != null) {
            secure(tls);
        }
    }

    private void secure(CertificateAuthority tls) {
        try {
            Path folder = Files.createTempDirectory("tidings");
            for (Path file : tls.issue(DockerClientFactory.instance().dockerHostIpAddress(), folder)) {
                byte[] content = Files.readAllBytes(file);
                container.withCopyToContainer(Transferable.of(content), SET_UP + file.getFileName());
            }
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        List<String> settings = CertificateAuthority.brokerSettings(String.valueOf(listener), SET_UP);
        container.withCopyToContainer(Transferable.of(String.join("\n", settings)), SET_UP + "conf.d/90-tls.conf");
    }

    /**
     * Starts a container.
     *
     * @param tls authority for its certificate, {@code null} for a broker that listens without TLS
     */
    static DockerBrokerNode launch(@Nullable CertificateAuthority tls) {
        var image = DockerImageName.parse(imageName()).asCompatibleSubstituteFor("rabbitmq");
        DockerClient client = findEngine();
        requireImage(client, image);
        var node = new DockerBrokerNode(client, image, tls);
        node.container.start();
        return node;
    }

    private static String imageName() {
        return Optional.ofNullable(System.getProperty(IMAGE))
                .or(() -> Optional.ofNullable(System.getenv(IMAGE_VARIABLE)))
                .filter(name -> !name.isBlank())
                .orElse(DEFAULT_IMAGE);
    }

    private static DockerClient findEngine() {
        // Testcontainers logs a page of errors when there is no engine, and most machines without one have no socket.
        if (!mayHaveEngine() || !DockerClientFactory.instance().isDockerAvailable()) {
            throw new BrokerUnavailableException("no Docker engine runs");
        }
        return DockerClientFactory.instance().client();
    }

    private static boolean mayHaveEngine() {
        Map<String, String> environment = System.getenv();
        String home = System.getProperty("user.home", "/");
        return environment.containsKey("DOCKER_HOST")
                || System.getProperty("os.name", "").startsWith("Windows")
                || Stream.of(
                                "/var/run/docker.sock",
                                environment.getOrDefault("XDG_RUNTIME_DIR", "") + "/docker.sock",
                                home + "/.docker/run/docker.sock",
                                home + "/.docker/desktop/docker.sock",
                                home + "/.testcontainers.properties")
                        .anyMatch(path -> Files.exists(Path.of(path)));
    }

    private static void requireImage(DockerClient client, DockerImageName image) {
        String name = image.asCanonicalNameString();
        try {
            client.inspectImageCmd(name).exec();
        } catch (NotFoundException _) {
            pull(client, name);
        }
    }

    private static void pull(DockerClient client, String name) {
        String missing = "image '%s' is not there and cannot be pulled".formatted(name);
        try {
            if (!client.pullImageCmd(name).start().awaitCompletion(PULL_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new BrokerUnavailableException(missing + " within " + PULL_LIMIT_SECONDS + " s");
            }
            client.inspectImageCmd(name).exec();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while pulling image '%s'".formatted(name), ex);
        } catch (DockerException ex) {
            throw new BrokerUnavailableException(missing, ex);
        }
    }

    /** Fixed ports, because an engine chooses new ones for a container that starts again. */
    private void publishPorts(CreateContainerCmd command) {
        HostConfig config = Objects.requireNonNull(command.getHostConfig());
        config.withPortBindings(
                PortBinding.parse(amqpPort + ":" + listener), PortBinding.parse(stompPort + ":" + STOMP));
    }

    @Override
    public String host() {
        return container.getHost();
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
    public void stop() {
        client.stopContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void kill() {
        client.killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void start() {
        client.startContainerCmd(container.getContainerId()).exec();
        // Until the node has a name, rabbitmqctl fails instead of waiting.
        await("RabbitMQ")
                .atMost(START_LIMIT)
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(() -> ctl(List.of("await_startup")), _ -> true);
    }

    @Override
    public void pause() {
        client.pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void resume() {
        client.unpauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public String ctl(List<String> arguments) {
        String[] command =
                Stream.concat(Stream.of("rabbitmqctl"), arguments.stream()).toArray(String[]::new);
        try {
            ExecResult result = container.execInContainer(command);
            if (result.getExitCode() != 0) {
                throw new IllegalStateException("Command %s ended with status %d: %s%s"
                        .formatted(List.of(command), result.getExitCode(), result.getStdout(), result.getStderr()));
            }
            return result.getStdout();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + List.of(command), ex);
        }
    }
}
