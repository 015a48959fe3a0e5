package dev.tidings.benchmark.server;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.springframework.core.env.Environment;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.simp.stomp.StompBrokerRelayMessageHandler;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/**
 * Spring's broker relay, set up as its reference documentation says; where RabbitMQ is comes from
 * {@code relay.host}, {@code relay.port}, {@code relay.virtual-host} and {@code relay.user}, whose password is the name.
 */
public final class BrokerRelayServer implements WebSocketMessageBrokerConfigurer {

    private static final long POLL_NANOS = 50_000_000;

    private final Environment environment;

    BrokerRelayServer(Environment environment) {
        this.environment = environment;
    }

    public static void main(String[] args) throws IOException {
        var context = SpringServer.start(BrokerRelayServer.class, args);
        var relay = context.getBean(StompBrokerRelayMessageHandler.class);
        while (!relay.isBrokerAvailable()) {
            LockSupport.parkNanos(relay, POLL_NANOS);
        }
        SpringServer.ready(context);
    }

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.addEndpoint("/ws");
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry config) {
        String user = environment.getRequiredProperty("relay.user");
        config.setApplicationDestinationPrefixes("/app");
        config.enableStompBrokerRelay("/topic", "/queue")
                .setRelayHost(environment.getRequiredProperty("relay.host"))
                .setRelayPort(environment.getRequiredProperty("relay.port", int.class))
                .setVirtualHost(environment.getRequiredProperty("relay.virtual-host"))
                .setSystemLogin(user)
                .setSystemPasscode(user)
                .setClientLogin(user)
                .setClientPasscode(user);
    }
}
