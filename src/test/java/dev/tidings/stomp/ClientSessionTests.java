package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.tidings.stomp.ClientSession.Phase;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.MessageChannel;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/** Tests for {@link ClientSession}. */
class ClientSessionTests {

    private final WebSocketSession webSocket = mock(WebSocketSession.class);
    private final ClientSession session = new ClientSession(
            webSocket,
            mock(MessageChannel.class),
            new FrameLimits(DataSize.ofKilobytes(16), 32, DataSize.ofKilobytes(64)),
            (client, frame) -> {},
            client -> {});

    @BeforeEach
    void name() {
        given(webSocket.getId()).willReturn("s");
    }

    @Test
    void endsRatherThanGoOnAfterAFrameThatWasLost() throws IOException {
        given(webSocket.isOpen()).willReturn(true);
        willThrow(new IllegalStateException("Queue full")).given(webSocket).sendMessage(any());

        session.send(Frame.of("MESSAGE"));

        assertThat(session.phase()).isEqualTo(Phase.ENDED);
        verify(webSocket).close(argThat(status -> status.getCode() == 4408));
    }

    @Test
    void leavesAConnectionAloneThatIsClosedAlready() throws IOException {
        given(webSocket.isOpen()).willReturn(false);
        willThrow(new IOException("Broken pipe")).given(webSocket).sendMessage(any());

        session.send(Frame.of("MESSAGE"));

        assertThat(session.phase()).isEqualTo(Phase.ENDED);
        verify(webSocket, never()).close(any(CloseStatus.class));
    }
}
