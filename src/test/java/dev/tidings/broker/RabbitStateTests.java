package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.amqp.AmqpIOException;
import org.springframework.amqp.rabbit.listener.ConsumeOkEvent;
import org.springframework.amqp.rabbit.listener.ListenerContainerConsumerFailedEvent;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests for {@link RabbitState}. */
@ExtendWith(OutputCaptureExtension.class)
class RabbitStateTests {

    private static final String QUEUE = "tidings.instance.1";

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RabbitState state = new RabbitState(QUEUE, metrics);
    private final List<String> told = new ArrayList<>();

    {
        state.addListener(new RabbitState.Listener() {
            @Override
            public void consuming() {
                told.add("consuming");
            }

            @Override
            public void lost() {
                told.add("lost");
            }
        });
    }

    @Test
    void tellsOnceThatMessagesDoNotComeAnyMore() {
        start(QUEUE);

        fail(QUEUE, "Connection refused");
        fail(QUEUE, "Connection refused");

        assertThat(told).containsExactly("consuming", "lost");
        assertThat(state.isConsuming()).isFalse();
        assertThat(metrics.get("tidings.rabbitmq.consuming").gauge().value()).isZero();
    }

    @Test
    void tellsAtOnceThatItsOwnMessagesAreNotTaken() {
        start(QUEUE);

        state.handleBlocked("memory alarm");

        assertThat(told).containsExactly("consuming", "lost");
        assertThat(state.isConsuming()).isTrue();
        assertThat(state.isBlocked()).isTrue();
    }

    @Test
    void knowsNothingOfOtherQueues() {
        start("tidings.ingest");
        start(QUEUE);
        fail("tidings.ingest", "Connection refused");

        assertThat(told).containsExactly("consuming");
        assertThat(state.isConsuming()).isTrue();
    }

    @Test
    void logsWhyRabbitMqIsAwayOnceForEachReason(CapturedOutput output) {
        fail(QUEUE, "Connection refused");
        fail(QUEUE, "Connection refused");
        fail(QUEUE, "ACCESS_REFUSED");

        assertThat(output.getAll().lines().filter(line -> line.contains("RabbitMQ cannot be reached")))
                .satisfiesExactly(
                        first -> assertThat(first).contains("Connection refused"),
                        second -> assertThat(second).contains("ACCESS_REFUSED"));
    }

    @Test
    void logsTheSameReasonAgainAfterItWasThereInBetween(CapturedOutput output) {
        fail(QUEUE, "Connection refused");
        start(QUEUE);
        fail(QUEUE, "Connection refused");

        assertThat(output.getAll().lines().filter(line -> line.contains("Connection refused")))
                .hasSize(2);
    }

    @Test
    void warnsOfNothingWhenTheInstanceItselfClosesTheConnection(CapturedOutput output) {
        start(QUEUE);

        state.consumerClosed();

        assertThat(told).containsExactly("consuming", "lost");
        assertThat(output).doesNotContain("WARN");
    }

    private void start(String queue) {
        state.consumerStarted(new ConsumeOkEvent(this, queue, "tag"));
    }

    private void fail(String queue, String reason) {
        var container = new SimpleMessageListenerContainer();
        container.setQueueNames(queue);
        state.consumerFailed(new ListenerContainerConsumerFailedEvent(
                container, "failed", new AmqpIOException(new IOException(reason)), false));
    }
}
