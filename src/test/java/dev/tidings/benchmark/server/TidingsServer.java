package dev.tidings.benchmark.server;

import dev.tidings.TidingsApplication;
import dev.tidings.changelog.ChangeLog;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** Tidings as it is, in the mode that its arguments say, with a topic for the benchmark. */
public final class TidingsServer {

    /** Argument that makes the server announce what it is given, instead of sending transient updates. */
    public static final String LOGGED = "--benchmark.logged=true";

    private TidingsServer() {}

    public static void main(String[] args) throws IOException {
        ServerConsole.endWithParent();
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(TidingsApplication.class, BenchmarkTopics.class).run(args);
        int publishPort = PublishPort.open(publisher(context, List.of(args).contains(LOGGED)));
        ServerConsole.ready(SpringServer.port(context), publishPort);
    }

    private static Consumer<List<Line>> publisher(ConfigurableApplicationContext context, boolean logged) {
        return logged
                ? new LoggedPublisher(
                        context.getBean(ChangeLog.class),
                        context.getBean(TransactionOperations.class),
                        context.getBean(JsonMapper.class))
                : new TemplatePublisher(context.getBean(SimpMessagingTemplate.class));
    }
}
