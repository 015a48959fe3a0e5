package dev.tidings.http;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration.ConnectionFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpProperties.class)
class HttpConfiguration {

    /** Takes no number or boolean for text: a client that sends one has a bug that it should hear about. */
    @Bean
    JsonMapperBuilderCustomizer strictTypes() {
        return builder -> builder.withCoercionConfig(
                LogicalType.Textual,
                text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> jettyProblems() {
        return factory -> factory.addServerCustomizers(server -> server.setErrorHandler(new JettyProblems()));
    }

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> forwardedHeaders(HttpProperties properties) {
        var headers = new ForwardedHeaders(properties.trustedNetworks());
        return factory -> factory.addServerCustomizers(server -> {
            for (Connector connector : server.getConnectors()) {
                connector.getConnectionFactories().stream()
                        .filter(ConnectionFactory.class::isInstance)
                        // First: Jetty's own, which may follow, believes every header.
                        .forEach(http -> ((ConnectionFactory) http)
                                .getHttpConfiguration()
                                .getCustomizers()
                                .addFirst(headers));
            }
        });
    }
}
