package dev.tidings.support;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the broker of the tests comes from, in the order in which the sources are asked.
 *
 * <p>The system property {@value #PROPERTY} names the one that must be used. A source that has no broker is
 * passed over; one whose broker does not start fails the tests.
 */
enum BrokerSource {
    /** A broker that runs already: see {@link ExternalBrokerNode}. */
    ENVIRONMENT,
    /** A container: see {@link DockerBrokerNode}. */
    DOCKER,
    /** The RabbitMQ that is installed, as a node of its own: see {@link LocalBrokerNode}. */
    LOCAL;

    static final String PROPERTY = "tidings.test.rabbitmq";

    private static final Logger LOG = LoggerFactory.getLogger(BrokerSource.class);

    /**
     * Starts a broker.
     *
     * @param tls authority for the certificate of a broker that listens over TLS only, {@code null} for one without TLS
     */
    static BrokerNode startFirstAvailable(@Nullable CertificateAuthority tls) {
        var reasons = new StringBuilder();
        for (BrokerSource source : wanted(System.getProperty(PROPERTY, ""))) {
            try {
                BrokerNode node = source.node(tls);
                LOG.info(
                        "Tests use RabbitMQ source={} host={} amqp={} stomp={}",
                        source,
                        node.host(),
                        node.amqpPort(),
                        node.stompPort());
                return node;
            } catch (BrokerUnavailableException ex) {
                reasons.append("%n- %s: %s".formatted(source, ex.getMessage()));
            }
        }
        throw new IllegalStateException("""
                The tests need RabbitMQ, and none was found:%s
                Install it (Debian, Ubuntu: src/test/prerequisites.sh; macOS: brew install rabbitmq), or start Docker, \
                or set %s to the address of one, such as %s""".formatted(reasons, ExternalBrokerNode.ADDRESS, ExternalBrokerNode.EXAMPLE));
    }

    private BrokerNode node(@Nullable CertificateAuthority tls) {
        return switch (this) {
            case ENVIRONMENT -> ExternalBrokerNode.find(tls);
            case DOCKER -> DockerBrokerNode.launch(tls);
            case LOCAL -> LocalBrokerNode.launch(tls);
        };
    }

    private static List<BrokerSource> wanted(String name) {
        if (name.isEmpty()) {
            return List.of(values());
        }
        for (BrokerSource source : values()) {
            if (source.toString().equals(name)) {
                return List.of(source);
            }
        }
        throw new IllegalArgumentException(
                "System property '%s' must be one of %s, but was '%s'".formatted(PROPERTY, List.of(values()), name));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
