package dev.tidings.ingest;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.amqp.rabbit.support.RabbitExceptionTranslator;

/** Declares the exchanges and queues of publishing over AMQP with each connection. All of them are durable. */
final class IngestTopology implements ConnectionListener {

    /** Name of the exchange that publishers write to, of its queue, and of one of its two routing keys. */
    static final String INGEST = "tidings.ingest";

    /** Name of the exchange and of the queue of messages that could not be published, and of its routing key. */
    static final String DEAD = "tidings.ingest.dead";

    private static final String DIRECT = "direct";

    @Override
    public void onCreate(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            declare(connection);
        } catch (RuntimeException ex) {
            // Whoever uses it next gets a new one, and with it another attempt.
            connection.close();
            throw ex;
        }
    }

    private static void declare(Connection connection) {
        try (Channel channel = connection.createChannel(false)) {
            channel.exchangeDeclare(INGEST, DIRECT, true);
            // One instance consumes and the others stand by, so messages are published in their order.
            channel.queueDeclare(INGEST, true, false, false, Map.of("x-single-active-consumer", true));
            channel.queueBind(INGEST, INGEST, INGEST);
            // For clients that leave the routing key empty: what no binding takes would vanish without a word.
            channel.queueBind(INGEST, INGEST, "");
            channel.exchangeDeclare(DEAD, DIRECT, true);
            channel.queueDeclare(DEAD, true, false, false, Map.of());
            channel.queueBind(DEAD, DEAD, DEAD);
        } catch (IOException | TimeoutException ex) {
            throw RabbitExceptionTranslator.convertRabbitAccessException(ex);
        }
    }
}
