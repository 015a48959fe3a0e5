package dev.tidings;

import com.sun.net.httpserver.HttpServer;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the browser tests that need a RabbitMQ, which they stop and start through an address that they are given. */
@Tag(RabbitMq.TAG)
class SampleOnRabbitMqIntegrationTests {

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    @Test
    void behavesAsItsOwnTestsDemand() throws IOException, InterruptedException {
        HttpServer control = control();
        try {
            NpmScript.run(
                    "e2e:rabbitmq",
                    Map.of(
                            "TIDINGS_RABBITMQ",
                            rabbitMq.host() + ":" + rabbitMq.amqpPort(),
                            "TIDINGS_RABBITMQ_VIRTUAL_HOST",
                            rabbitMq.virtualHost(),
                            "TIDINGS_RABBITMQ_CONTROL",
                            "http://127.0.0.1:" + control.getAddress().getPort(),
                            "TIDINGS_DATABASE",
                            postgres.newDatabase()));
        } finally {
            control.stop(0);
        }
    }

    private static HttpServer control() throws IOException {
        HttpServer control = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        offer(control, "/stop", rabbitMq::stop);
        offer(control, "/start", rabbitMq::start);
        control.start();
        return control;
    }

    /** Answers once it is done. */
    private static void offer(HttpServer control, String path, Runnable action) {
        control.createContext(path, exchange -> {
            action.run();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
    }
}
