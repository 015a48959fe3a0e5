package dev.tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Commands;
import dev.tidings.support.Instance;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.ServerFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The publishers in the README, as they stand there but for the addresses. */
@Tag(RabbitMq.TAG)
class PublisherExamplesIntegrationTests {

    private static final Path README = Path.of("README.md");

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    @TempDir
    private static Path folder;

    private static Instance instance;

    private StompTestClient client;

    @BeforeAll
    static void start() {
        instance = Instance.onRabbitMq(
                folder, postgres.newDatabase(), rabbitMq, "--tidings.destinations.bench.read=authenticated");
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @BeforeEach
    void subscribe() {
        client = StompTestClient.connected(instance.port(), instance.token("alice"));
        client.subscribe("s", "/topic/bench/1");
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void nodePublishesOverHttp() throws IOException {
        String example = example("js", "fetch\\('http:").replace("localhost:8080", "localhost:" + instance.port());

        String printed = run(example, "http.mjs", "node");

        assertThat(printed).startsWith("202 ");
        ServerFrame message = client.expectMessage("s");
        assertThat(message.header("transient")).isEqualTo("true");
        assertThat(message.json().path("percent").asInt()).isEqualTo(40);
    }

    @Test
    void nodePublishesOverAmqp() throws IOException {
        Commands.output(new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "amqplib@2.3.1")
                .directory(folder.toFile()));
        String example = example("js", "import amqp")
                .replace(
                        "@localhost/tidings",
                        "@%s:%d/%s".formatted(rabbitMq.host(), rabbitMq.amqpPort(), rabbitMq.virtualHost()));

        run(example, "amqp.mjs", "node");

        assertThat(client.expectMessage("s").json().path("status").asString()).isEqualTo("completed");
    }

    @Test
    void pythonPublishesOverAmqp() throws IOException {
        String example = example("python", "import pika|, pika")
                .replace(
                        "\"localhost\", virtual_host=\"tidings\"",
                        "\"%s\", port=%d, virtual_host=\"%s\""
                                .formatted(rabbitMq.host(), rabbitMq.amqpPort(), rabbitMq.virtualHost()));

        // Debian's own, which is the one that its package of pika is for.
        String python = Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
        run(example, "amqp.py", python);

        assertThat(client.expectMessage("s").json().path("status").asString()).isEqualTo("running");
    }

    private static String run(String example, String file, String interpreter) throws IOException {
        Path program = Files.writeString(folder.resolve(file), example);
        var command = new ProcessBuilder(interpreter, program.toString()).directory(folder.toFile());
        command.environment().put("TOKEN", instance.api().as("publisher").token());
        return Commands.output(command);
    }

    /** Returns the code in a language that holds something. */
    private static String example(String language, String content) throws IOException {
        return Pattern.compile("(?ms)^```%s\n(.*?)^```$".formatted(language))
                .matcher(Files.readString(README))
                .results()
                .map((MatchResult block) -> block.group(1))
                .filter(code -> Pattern.compile(content).matcher(code).find())
                .findFirst()
                .orElseThrow();
    }
}
