package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.destination.Topic;
import dev.tidings.support.CertificateAuthority;
import dev.tidings.support.Instance;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An instance with the profile {@code tls}: TLS to its clients, to RabbitMQ and to PostgreSQL. */
@Tag(RabbitMq.TAG)
class TlsProfileIntegrationTests {

    @RegisterExtension
    static final Postgres postgres = Postgres.own();

    @TempDir
    private static Path folder;

    private static CertificateAuthority authority;
    private static RabbitMq rabbitMq;
    private static Instance instance;

    private final Topic topic = new Topic("notes", UUID.randomUUID().toString());

    @BeforeAll
    static void start() throws IOException {
        authority = CertificateAuthority.in(folder);
        rabbitMq = RabbitMq.overTls(authority);
        postgres.useTls(authority);
        instance = Instance.onRabbitMq(folder, postgres.newDatabase(), rabbitMq, settings(authority));
    }

    private static String[] settings(CertificateAuthority trusted) throws IOException {
        List<Path> files = authority.issue("localhost", Files.createTempDirectory(folder, "server"));
        return new String[] {
            "--spring.profiles.active=tls",
            "--tidings.tls.certificate=" + files.get(1),
            "--tidings.tls.private-key=" + files.get(2),
            "--tidings.tls.authority=" + trusted.certificate()
        };
    }

    @AfterAll
    static void stop() {
        instance.close();
        rabbitMq.stop();
    }

    @Test
    void carriesChangesFromTheDatabaseToTheClient() throws Exception {
        try (HttpClient http =
                HttpClient.newBuilder().sslContext(trusting(authority)).build()) {
            var frames = new Frames();
            WebSocket client = http.newWebSocketBuilder()
                    .subprotocols("v12.stomp")
                    .buildAsync(URI.create("wss://localhost:%d/ws".formatted(instance.port())), frames)
                    .join();
            client.sendText(
                            "CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer %s\n\n\0"
                                    .formatted(instance.token("alice")),
                            true)
                    .join();
            assertThat(frames.next()).startsWith("CONNECTED");
            client.sendText("SUBSCRIBE\nid:s\ndestination:%s\nreceipt:r\n\n\0".formatted(topic.address()), true)
                    .join();
            assertThat(frames.next()).startsWith("RECEIPT");

            instance.announce("over-tls", topic);

            assertThat(frames.next()).startsWith("MESSAGE").contains("over-tls");
            client.abort();
        }
        assertThat(instance.bean(JdbcClient.class)
                        .sql("select ssl from pg_stat_ssl join pg_stat_activity using (pid)"
                                + " where datname = current_database()")
                        .query(Boolean.class)
                        .list())
                .as("the pool's connections, and that of the lease")
                .hasSizeGreaterThan(1)
                .containsOnly(true);
        assertThat(rabbitMq.amqpConnections("ssl"))
                .isNotEmpty()
                .allSatisfy(connection -> assertThat(connection).containsExactly("true"));
    }

    @Test
    void tellsBrowsersToStayWithTls() throws Exception {
        try (HttpClient http =
                HttpClient.newBuilder().sslContext(trusting(authority)).build()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:%d/api/auth".formatted(instance.port())))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .hasValueSatisfying(value -> assertThat(value).contains("max-age=31536000"));
        }
    }

    @Test
    void doesNotStartWithADatabaseOfAnotherAuthority() throws IOException {
        var other = CertificateAuthority.in(Files.createTempDirectory(folder, "other"));

        assertThatThrownBy(() -> Instance.onRabbitMq(folder, postgres.newDatabase(), rabbitMq, settings(other)))
                .hasRootCauseInstanceOf(CertPathValidatorException.class);
    }

    private static SSLContext trusting(CertificateAuthority trusted) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(trusted.certificate())) {
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** The frames that a server sends. */
    private static final class Frames implements WebSocket.Listener {

        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final StringBuilder frame = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            frame.append(data);
            if (last) {
                String text = frame.toString().strip();
                frame.setLength(0);
                // Of a heartbeat nothing is left.
                if (!text.isEmpty()) {
                    frames.add(text);
                }
            }
            webSocket.request(1);
            return null;
        }

        @Nullable
        String next() throws InterruptedException {
            return frames.poll(20, TimeUnit.SECONDS);
        }
    }
}
