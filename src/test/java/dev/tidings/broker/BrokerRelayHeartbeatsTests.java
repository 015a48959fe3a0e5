package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.tidings.broker.BrokerProperties.Heartbeat;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;

/** Tests for {@link BrokerRelayHeartbeats}. */
class BrokerRelayHeartbeatsTests {

    private final BrokerRelayHeartbeats heartbeats =
            new BrokerRelayHeartbeats(new Heartbeat(Duration.ofSeconds(10), Duration.ofSeconds(20)));

    @ParameterizedTest
    @CsvSource({"'0,0', '0,0'", "'10000,5000', '30000,10000'", "'40000,15000', '60000,15000'", "'0,1000', '0,10000'"})
    void asksForWhatClientAndSettingsAllow(String offered, String asked) {
        var headers = StompHeaderAccessor.create(StompCommand.CONNECT);
        headers.setNativeHeader("heart-beat", offered);
        headers.setLeaveMutable(true);

        heartbeats.preSend(
                MessageBuilder.createMessage(new byte[0], headers.getMessageHeaders()), mock(MessageChannel.class));

        assertThat(headers.getFirstNativeHeader("heart-beat")).isEqualTo(asked);
    }
}
