package dev.tidings.benchmark.server;

import java.io.IOException;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/** Spring's simple broker, set up as its reference documentation says. */
public final class SimpleBrokerServer implements WebSocketMessageBrokerConfigurer {

    public static void main(String[] args) throws IOException {
        SpringServer.ready(SpringServer.start(SimpleBrokerServer.class, args));
    }

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.addEndpoint("/ws");
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry config) {
        config.setApplicationDestinationPrefixes("/app");
        config.enableSimpleBroker("/topic", "/queue");
    }
}
