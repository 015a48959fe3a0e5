package dev.tidings.support;

import static org.awaitility.Awaitility.await;

import dev.tidings.TidingsApplication;
import dev.tidings.change.Position;
import dev.tidings.change.ResourceChange;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Reader;
import dev.tidings.destination.TopicReaders;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.stomp.StompBrokerRelayMessageHandler;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.transaction.support.TransactionOperations;

/**
 * An instance of the whole application in this JVM, on a free port, as {@link TidingsApplication} starts it. It
 * serves topics of its own, {@code /topic/notes/<id>}, that everybody may read unless the id starts with
 * {@code secret}, or with {@code admin-} for those without that role; it has {@link SpringMessaging}; and it has few subscriptions and short heartbeats, so that tests
 * need not wait.
 */
public final class Instance implements AutoCloseable {

    /** Most subscriptions of one session. */
    public static final int MAX_SUBSCRIPTIONS = 20;

    /** Most entries that a subscription gets again. */
    public static final int REPLAY_LIMIT = 1000;

    static final String RELAY_MODE = "--tidings.broker.mode=stomp-relay";

    private static final List<String> PROPERTIES = List.of(
            "--server.port=0",
            "--spring.main.banner-mode=off",
            "--tidings.broker.heartbeat.send=1s",
            "--tidings.broker.heartbeat.receive=1s",
            "--tidings.replay.limit=" + REPLAY_LIMIT,
            "--tidings.session.drain-window=0s",
            // All clients of a test come from here, and some send what they like.
            "--tidings.session.per-address=0",
            "--tidings.session.inbound.frames-per-second=1000000",
            "--tidings.session.inbound.size-per-second=512MB",
            "--tidings.session.inbound.size-burst=512MB",
            "--tidings.security.let-anybody-sign-in=true",
            "--tidings.security.requests-per-second=1000000",
            "--tidings.security.request-burst=1000000",
            "--tidings.session.queue.size=256KB",
            "--tidings.stomp.max-subscriptions=" + MAX_SUBSCRIPTIONS,
            "--tidings.security.allowed-origins=https://app.example.com",
            "--" + SpringMessaging.ENABLED + "=true");

    static {
        // Spring AMQP throws on a thread of its own when a connection closes at the wrong moment of a shutdown. Whoever
        // happens to wait in that moment must not fail for that.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    private static @Nullable Instance embedded;

    private final ConfigurableApplicationContext context;

    private Instance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Returns the instance of this JVM in mode {@code embedded}. It is started on first use and ends with the JVM. */
    public static synchronized Instance embedded() {
        if (embedded == null) {
            embedded = own();
        }
        return embedded;
    }

    /** Starts an instance in mode {@code embedded} that the test may stop. */
    public static Instance own(String... properties) {
        return start(application().initializers(new TemporaryStorage()), properties);
    }

    /** Starts an instance in mode {@code embedded} with beans and settings of the test. */
    public static Instance own(Class<?> beans, String... properties) {
        return start(application().sources(beans).initializers(new TemporaryStorage()), properties);
    }

    private static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(TidingsApplication.class, Notes.class);
    }

    private static Instance start(SpringApplicationBuilder application, String... properties) {
        // Given twice, a property would have both values.
        var arguments = new LinkedHashMap<String, String>();
        Stream.concat(PROPERTIES.stream(), Stream.of(properties))
                .forEach(property -> arguments.put(property.substring(0, property.indexOf('=')), property));
        return new Instance(application.run(arguments.values().toArray(String[]::new)));
    }

    /** Starts an instance in mode {@code stomp-relay}, and waits until RabbitMQ takes its messages. */
    public static Instance behindRelay(Path storage, String database, RabbitMq rabbitMq) {
        return behindRelay(relaySettings(storage, database, rabbitMq));
    }

    static Instance behindRelay(String... settings) {
        Instance instance = start(application(), settings);
        instance.awaitBroker(Duration.ofSeconds(30));
        return instance;
    }

    /** Returns the settings of an instance in mode {@code stomp-relay}. */
    static String[] relaySettings(Path storage, String database, RabbitMq rabbitMq) {
        return new String[] {
            "--tidings.storage.location=" + storage,
            "--spring.datasource.url=" + database,
            // What has no room ends a session here.
            "--tidings.session.queue.size=1MB",
            RELAY_MODE,
            "--tidings.broker.stomp-relay.host=" + rabbitMq.host(),
            "--tidings.broker.stomp-relay.port=" + rabbitMq.stompPort(),
            "--tidings.broker.stomp-relay.virtual-host=" + rabbitMq.virtualHost()
        };
    }

    /** Starts an instance with the fan-out engine on RabbitMQ, and waits until messages come from there. */
    public static Instance onRabbitMq(Path storage, String database, RabbitMq rabbitMq, String... properties) {
        return onRabbitMq(rabbitMqSettings(storage, database, rabbitMq, properties));
    }

    /** Starts an instance with the fan-out engine that RabbitMQ is not going to reach. */
    public static Instance cutOff(Path storage, String database, RabbitMq rabbitMq, String... properties) {
        return start(application(), rabbitMqSettings(storage, database, rabbitMq, properties));
    }

    /** Starts an instance with these settings, and waits until messages come from RabbitMQ. */
    static Instance onRabbitMq(String... settings) {
        Instance instance = start(application(), settings);
        instance.awaitConsuming(Duration.ofSeconds(30));
        return instance;
    }

    /** Returns the settings of an instance with the fan-out engine on RabbitMQ. */
    static String[] rabbitMqSettings(Path storage, String database, RabbitMq rabbitMq, String... more) {
        return Stream.concat(
                        Stream.of(
                                "--tidings.storage.location=" + storage,
                                "--spring.datasource.url=" + database,
                                "--tidings.broker.mode=rabbitmq",
                                // Of several addresses the first that answers is taken.
                                "--tidings.broker.rabbitmq.addresses=localhost:1," + rabbitMq.host() + ":"
                                        + rabbitMq.amqpPort(),
                                "--tidings.broker.rabbitmq.virtual-host=" + rabbitMq.virtualHost()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    /** Waits until messages of other instances reach this one over RabbitMQ. */
    public void awaitConsuming(Duration limit) {
        await().atMost(limit).until(() -> gauge("tidings.rabbitmq.consuming") == 1);
    }

    /** Returns the value of a gauge. */
    public double gauge(String name) {
        return bean(MeterRegistry.class).get(name).gauge().value();
    }

    /** Waits until RabbitMQ takes messages of this instance. */
    public void awaitBroker(Duration limit) {
        await().atMost(limit).until(bean(StompBrokerRelayMessageHandler.class)::isBrokerAvailable);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", int.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Returns one of Spring's channels, such as {@code clientInboundChannel}. */
    public MessageChannel channel(String name) {
        return context.getBean(name, MessageChannel.class);
    }

    public Api api() {
        return Api.on(port());
    }

    /** Returns a token of the demo identity that is valid for a while. */
    public String token(String user) {
        return tokenOf(user, bean(Clock.class).instant().plusSeconds(3600));
    }

    /** Returns a token of the demo identity that expires after a time. */
    public String token(String user, Duration validity) {
        return tokenOf(user, bean(Clock.class).instant().plus(validity));
    }

    /** Returns a token that was valid until two minutes ago. */
    public String expiredToken(String user) {
        return tokenOf(user, bean(Clock.class).instant().minusSeconds(120));
    }

    /** Returns a token that is valid for a while, without the claim {@code iat}. */
    public String tokenWithoutTimeOfIssue(String user) {
        return sign(JwtClaimsSet.builder()
                .issuer("tidings-demo")
                .subject(user)
                .expiresAt(bean(Clock.class).instant().plusSeconds(3600))
                .build());
    }

    private String tokenOf(String user, Instant expiry) {
        return sign(JwtClaimsSet.builder()
                .issuer("tidings-demo")
                .subject(user)
                .issuedAt(expiry.minusSeconds(7200))
                .expiresAt(expiry)
                .build());
    }

    private String sign(JwtClaimsSet claims) {
        var header = JwsHeader.with(MacAlgorithm.HS256).build();
        return NimbusJwtEncoder.withSecretKey(bean(SecretKey.class))
                .build()
                .encode(JwtEncoderParameters.from(header, claims))
                .getTokenValue();
    }

    /** Announces the change of a resource with this id, in a transaction of its own, and waits until it is numbered. */
    public void announce(String id, Destination... destinations) {
        announceAll(List.of(id), destinations);
    }

    /** Announces changes in one transaction, and waits until they are numbered. */
    public void announceAll(List<String> ids, Destination... destinations) {
        commit(ids, destinations);
        NumberedChanges.in(bean(ChangeLog.class), bean(JdbcClient.class));
    }

    /** Announces changes with a text of that length in one transaction, and returns the position once they are numbered. */
    public Map<Destination, Position> announceLarge(Destination destination, int changes, int textLength) {
        ChangeLog log = bean(ChangeLog.class);
        var large = ResourceChange.updated("note", Map.of("id", "large", "text", "x".repeat(textLength)));
        bean(TransactionOperations.class)
                .executeWithoutResult(transaction ->
                        IntStream.range(0, changes).forEach(i -> log.announce(large, List.of(destination))));
        return NumberedChanges.in(log, bean(JdbcClient.class)).heads(List.of(destination));
    }

    /** Announces changes in one transaction, and goes on at once. */
    public void commit(List<String> ids, Destination... destinations) {
        bean(TransactionOperations.class)
                .executeWithoutResult(transaction -> ids.forEach(id -> bean(ChangeLog.class)
                        .announce(ResourceChange.updated("note", Map.of("id", id)), List.of(destinations))));
    }

    /** Announces changes in one transaction, and has it rolled back. */
    public void rollBack(List<String> ids, Destination... destinations) {
        bean(TransactionOperations.class).executeWithoutResult(transaction -> {
            commit(ids, destinations);
            transaction.setRollbackOnly();
        });
    }

    /** Returns the sum of a counter, over all values of the tags that are not given as {@code name, value}. */
    public double count(String counter, String... tags) {
        return bean(MeterRegistry.class).find(counter).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Override
    public void close() {
        context.close();
    }

    /** Topics that tests need not set up. */
    static final class Notes implements TopicReaders {

        @Override
        public String topicName() {
            return "notes";
        }

        @Override
        public boolean mayRead(Reader reader, String id) {
            return !id.startsWith("secret")
                    && (!id.startsWith("admin-") || reader.roles().contains("admin"));
        }
    }
}
