package dev.tidings.broker;

import dev.tidings.broker.BrokerProperties.RabbitMq;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.boot.ssl.SslBundles;

/** Makes connections to RabbitMQ as the settings say; each purpose has one of its own. */
public final class RabbitConnections {

    /** A connection that is dead is noticed after two of these. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final RabbitMq properties;
    private final SslBundles bundles;

    RabbitConnections(RabbitMq properties, SslBundles bundles) {
        this.properties = properties;
        this.bundles = bundles;
    }

    /**
     * Makes a factory that keeps one connection, opened when it is first needed and again after it was lost.
     *
     * @param purpose name of the connection, as operators see it in RabbitMQ
     */
    public CachingConnectionFactory connectionFor(String purpose) {
        var client = new com.rabbitmq.client.ConnectionFactory();
        client.setVirtualHost(properties.virtualHost());
        client.setUsername(properties.username());
        client.setPassword(properties.password());
        client.setRequestedHeartbeat((int) HEARTBEAT.toSeconds());
        client.setConnectionTimeout((int) CONNECT_TIMEOUT.toMillis());
        // Spring brings connections back itself.
        client.setAutomaticRecoveryEnabled(false);
        secure(client, properties.sslBundle());
        var factory = new CachingConnectionFactory(client);
        factory.setAddresses(String.join(",", properties.addresses()));
        factory.setConnectionNameStrategy(connection -> "tidings " + purpose);
        factory.setPublisherConfirmType(ConfirmType.CORRELATED);
        return factory;
    }

    private void secure(com.rabbitmq.client.ConnectionFactory client, @Nullable String bundle) {
        if (bundle == null) {
            return;
        }
        client.useSslProtocol(bundles.getBundle(bundle).createSslContext());
        try {
            client.enableHostnameVerification();
        } catch (IllegalStateException ex) {
            throw new IllegalStateException("TLS to RabbitMQ cannot be set up with bundle '" + bundle + "'", ex);
        }
    }
}
