package dev.tidings.security;

import dev.tidings.destination.DestinationCatalog;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.security.messaging.access.intercept.AuthorizationChannelInterceptor;
import org.springframework.security.messaging.context.SecurityContextChannelInterceptor;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/** Guards the messages that come from clients, before anything else sees them. */
@Component
@Order(MessageSecurity.ORDER)
final class MessageSecurity implements WebSocketMessageBrokerConfigurer {

    /** Before the translation of destinations: rights are asked for what the client wrote. */
    static final int ORDER = 100;

    private final ConnectAuthentication authentication;
    private final AuthorizationChannelInterceptor authorization;

    MessageSecurity(Tokens tokens, DestinationCatalog destinations) {
        this.authentication = new ConnectAuthentication(tokens);
        this.authorization = new AuthorizationChannelInterceptor(new DestinationAuthorizationManager(destinations));
    }

    @Override
    public void configureClientInboundChannel(ChannelRegistration registration) {
        registration.interceptors(authentication, new SecurityContextChannelInterceptor(), authorization);
    }
}
