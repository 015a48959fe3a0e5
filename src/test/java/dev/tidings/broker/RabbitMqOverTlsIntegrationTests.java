package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.destination.Topic;
import dev.tidings.support.CertificateAuthority;
import dev.tidings.support.Instance;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.StompTestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.messaging.simp.SimpMessagingTemplate;

/** Tests for instances whose RabbitMQ listens over TLS only. */
@Tag(RabbitMq.TAG)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class RabbitMqOverTlsIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    @TempDir
    private static Path folder;

    private final Topic topic = new Topic("notes", UUID.randomUUID().toString());
    private String database;
    private CertificateAuthority authority;
    private RabbitMq rabbitMq;
    private Instance instance;

    @BeforeAll
    void start() throws IOException {
        authority = authority("known");
        rabbitMq = RabbitMq.overTls(authority);
        database = postgres.newDatabase();
        instance = Instance.onRabbitMq(folder, database, rabbitMq, trusting(authority));
    }

    private CertificateAuthority authority(String name) throws IOException {
        return CertificateAuthority.in(Files.createDirectory(folder.resolve(name)));
    }

    private static String[] trusting(CertificateAuthority authority) {
        return new String[] {
            "--spring.ssl.bundle.pem.rabbitmq.truststore.certificate=" + authority.certificate(),
            "--tidings.broker.rabbitmq.ssl-bundle=rabbitmq"
        };
    }

    @AfterAll
    void stop() {
        instance.close();
        rabbitMq.stop();
    }

    @Test
    void carriesMessagesOverTls() {
        try (var client = client(instance)) {
            client.subscribe("s", topic.address());

            // What has no number is not in the change log, so it can only have come through RabbitMQ.
            instance.bean(SimpMessagingTemplate.class).convertAndSend(topic.address(), (Object) List.of("over TLS"));

            assertThat(client.expectMessage("s").body()).isEqualTo("[\"over TLS\"]");
            instance.announce("numbered", topic);
            assertThat(idOf(client)).isEqualTo("numbered");
        }
        assertThat(rabbitMq.amqpConnections("ssl", "ssl_protocol"))
                .isNotEmpty()
                .allSatisfy(connection -> assertThat(connection).first().isEqualTo("true"))
                .allSatisfy(connection -> assertThat(connection.getLast()).startsWith("tlsv1."));
    }

    @Test
    void staysAwayFromABrokerWhoseAuthorityItDoesNotTrust(CapturedOutput output) throws IOException {
        try (Instance stranger = Instance.cutOff(folder, database, rabbitMq, trusting(authority("unknown")))) {
            assertCutOff(stranger, output, "PKIX path .*");
        }
    }

    @Test
    void staysAwayFromABrokerWhoseCertificateNamesAnotherHost(CapturedOutput output) throws IOException {
        String[] settings = new String[] {
            "--tidings.broker.rabbitmq.addresses=%s:%d".formatted(otherName(rabbitMq.host()), rabbitMq.amqpPort()),
            trusting(authority)[0],
            trusting(authority)[1]
        };
        try (Instance misled = Instance.cutOff(folder, database, rabbitMq, settings)) {
            assertCutOff(misled, output, "No (name matching|subject alternative names matching) .*");
        }
    }

    /** Returns what reaches the same host, and is not in its certificate. */
    private static String otherName(String host) throws IOException {
        return host.equals("127.0.0.1")
                ? "localhost"
                : InetAddress.getByName(host).getHostAddress();
    }

    private void assertCutOff(Instance cutOff, CapturedOutput output, String reason) {
        try (var client = client(cutOff)) {
            client.subscribe("s", topic.address());
            cutOff.announce("own", topic);
            assertThat(idOf(client)).isEqualTo("own");
            instance.announce("of-another", topic);
            assertThat(idOf(client)).isEqualTo("of-another");
        }
        await().atMost(LIMIT)
                .until(() -> output.getAll()
                        .lines()
                        .anyMatch(line -> line.matches(".*RabbitMQ cannot be reached reason=.*" + reason)));
        assertThat(cutOff.api()
                        .get("/actuator/health")
                        .json()
                        .at("/components/broker/details/rabbitmq")
                        .asString())
                .isEqualTo("unavailable");
        assertThat(cutOff.gauge("tidings.rabbitmq.consuming")).isZero();
    }

    private static StompTestClient client(Instance instance) {
        return StompTestClient.connected(instance.port(), instance.token("alice"));
    }

    private static String idOf(StompTestClient client) {
        return client.expectMessage("s").json().path("resource").path("id").asString();
    }
}
