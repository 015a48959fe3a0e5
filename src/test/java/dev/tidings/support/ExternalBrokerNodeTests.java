package dev.tidings.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link ExternalBrokerNode}. */
class ExternalBrokerNodeTests {

    @Test
    void takesPortsAndVirtualHostFromTheAddress() {
        var node = new ExternalBrokerNode(URI.create("amqp://broker.example:5700/other?stomp=61700"), null);

        assertThat(node.host()).isEqualTo("broker.example");
        assertThat(node.amqpPort()).isEqualTo(5700);
        assertThat(node.stompPort()).isEqualTo(61700);
        assertThat(node.virtualHost()).isEqualTo("other");
    }

    @Test
    void hasTheUsualPortsAndVirtualHostByDefault() {
        var node = new ExternalBrokerNode(URI.create("amqp://broker.example"), null);

        assertThat(node.amqpPort()).isEqualTo(5672);
        assertThat(node.stompPort()).isEqualTo(61613);
        assertThat(node.virtualHost()).isEqualTo("tidings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker.example:5672", "http://broker.example", "amqp:broker.example"})
    void rejectsOtherAddresses(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExternalBrokerNode(URI.create(address), null))
                .withMessageContaining(ExternalBrokerNode.EXAMPLE);
    }

    @Test
    void saysHowToGiveItRabbitmqctl() {
        var node = new ExternalBrokerNode(URI.create("amqp://broker.example"), null);

        assertThatIllegalStateException()
                .isThrownBy(() -> node.ctl(List.of("status")))
                .withMessageContaining(ExternalBrokerNode.CTL);
    }
}
