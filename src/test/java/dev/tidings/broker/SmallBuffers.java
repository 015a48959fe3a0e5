package dev.tidings.broker;

import java.util.stream.Stream;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Has an instance notice slow clients soon: loopback takes megabytes at once, which no network does. */
final class SmallBuffers {

    private static final int SEND_BUFFER = 8 * 1024;

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> sendBuffers() {
        return factory -> factory.addServerCustomizers(server -> Stream.of(server.getConnectors())
                .filter(ServerConnector.class::isInstance)
                .map(ServerConnector.class::cast)
                .forEach(connector -> connector.setAcceptedSendBufferSize(SEND_BUFFER)));
    }
}
