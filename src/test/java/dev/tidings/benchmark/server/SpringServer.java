package dev.tidings.benchmark.server;

import java.io.IOException;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.websocket.autoconfigure.servlet.WebSocketMessagingAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;

/**
 * What a plain Spring Boot application has that only does STOMP over WebSocket, with Boot's defaults and none of the
 * settings of Tidings. Its container is Jetty, like that of Tidings; Tomcat, Boot's default, is not on the class path.
 */
@ImportAutoConfiguration({
    DispatcherServletAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    JettyServletWebServerAutoConfiguration.class,
    TaskExecutionAutoConfiguration.class,
    TaskSchedulingAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    WebSocketMessagingAutoConfiguration.class
})
@EnableWebSocketMessageBroker
final class SpringServer {

    static ConfigurableApplicationContext start(Class<?> configurer, String... args) {
        ServerConsole.endWithParent();
        return new SpringApplicationBuilder(SpringServer.class, configurer)
                .properties("spring.config.name=none", "server.port=0", "spring.main.banner-mode=off")
                .run(args);
    }

    static void ready(ConfigurableApplicationContext context) throws IOException {
        int publishPort = PublishPort.open(new TemplatePublisher(context.getBean(SimpMessagingTemplate.class)));
        ServerConsole.ready(port(context), publishPort);
    }

    static int port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port", int.class);
    }
}
