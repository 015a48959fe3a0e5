package dev.tidings.stomp;

import dev.tidings.security.AllowedOrigins;
import dev.tidings.security.ClockSkew;
import dev.tidings.security.Tokens;
import dev.tidings.session.InboundLimits;
import dev.tidings.session.OutboundQueues;
import dev.tidings.session.SessionLimits;
import dev.tidings.session.SessionNotices;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.sockjs.transport.handler.WebSocketTransportHandler;

/** Serves {@code /ws}: WebSocket, and SockJS below the same path. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
@EnableConfigurationProperties(StompProperties.class)
class StompConfiguration {

    private static final String PATH = "/ws";

    /**
     * Largest message that the container takes. It is above the limits of a frame, so that a frame which is
     * too large gets an ERROR of ours and not just a closed connection.
     */
    private static final DataSize MAX_WEB_SOCKET_MESSAGE = DataSize.ofMegabytes(2);

    /** Connections that may wait to be accepted; the operating system may have a lower bound. */
    private static final int ACCEPT_QUEUE = 4096;

    @Bean
    JettyServletWebServerFactory webServerFactory(ObjectProvider<JettyServerCustomizer> customizers) {
        var factory = new SharedConnector.Factory();
        customizers.orderedStream().forEach(factory::addServerCustomizers);
        return factory;
    }

    /**
     * Makes room for clients that come together. Without it, all but a few dozen of them would have their connection
     * attempts dropped by the operating system, and would try for half a minute before they reach the limit of
     * handshakes and are told what to do.
     */
    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> acceptQueue() {
        return factory -> factory.addServerCustomizers(StompConfiguration::widenAcceptQueue);
    }

    private static void widenAcceptQueue(Server server) {
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof ServerConnector network) {
                network.setAcceptQueueSize(ACCEPT_QUEUE);
            }
        }
    }

    @Bean
    ClientSession.Parts sessionParts(
            StompProperties properties,
            SessionLimits limits,
            InboundLimits inboundLimits,
            Exceeded exceeded,
            OutboundQueues queues,
            SessionNotices notices,
            Tokens tokens,
            Clock clock,
            ClockSkew clockSkew) {
        return new ClientSession.Parts(
                properties, limits, inboundLimits, exceeded, queues, notices, tokens, clock, clockSkew);
    }

    @Bean
    WebSocketConfigurer stompEndpoint(
            @Qualifier("subProtocolWebSocketHandler") WebSocketHandler webSocketHandler,
            StompProtocolHandler protocol,
            JettyHandshakeHandler handshake,
            StompProperties properties,
            AllowedOrigins allowed,
            HandshakeGuard guard) {
        var handler = (SubProtocolWebSocketHandler) webSocketHandler;
        handler.addProtocolHandler(protocol);
        // After the drain, and before the server stops gracefully: it would wait for the requests of SockJS clients.
        handler.setPhase(SmartLifecycle.DEFAULT_PHASE - 1);
        String[] origins = allowed.origins().toArray(String[]::new);
        return registry -> {
            registry.addHandler(handler, PATH)
                    .setHandshakeHandler(handshake)
                    .addInterceptors(guard)
                    .setAllowedOrigins(origins);
            if (properties.sockjs().enabled()) {
                registry.addHandler(handler, PATH)
                        .setAllowedOrigins(origins)
                        .addInterceptors(guard)
                        .withSockJS()
                        .setSessionCookieNeeded(false)
                        .setTransportHandlers(
                                new WebSocketTransportHandler(handshake),
                                new CuttableXhr.Streaming(),
                                new CuttableXhr.Polling(),
                                new BoundedXhrReceivingHandler(MAX_WEB_SOCKET_MESSAGE));
            }
        };
    }

    @Bean
    JettyHandshakeHandler jettyHandshakeHandler(StompProperties properties) {
        var strategy = new JettyRequestUpgradeStrategy();
        strategy.addWebSocketConfigurer(container -> {
            container.setIdleTimeout(properties.idleTimeout());
            container.setMaxTextMessageSize(MAX_WEB_SOCKET_MESSAGE.toBytes());
            container.setMaxBinaryMessageSize(MAX_WEB_SOCKET_MESSAGE.toBytes());
        });
        return new JettyHandshakeHandler(strategy);
    }

    /** A handshake that never agrees to permessage-deflate: it would compress every frame once per recipient. */
    static final class JettyHandshakeHandler extends DefaultHandshakeHandler {

        JettyHandshakeHandler(JettyRequestUpgradeStrategy strategy) {
            super(strategy);
        }

        @Override
        public void setServletContext(ServletContext servletContext) {
            super.setServletContext(servletContext);
            ServletContextHandler context = ServletContextHandler.getServletContextHandler(servletContext);
            if (context != null) {
                WebSocketServerComponents.getWebSocketComponents(context)
                        .getExtensionRegistry()
                        .unregister("permessage-deflate");
            }
        }
    }
}
