package dev.tidings.support;

import dev.tidings.support.StompTestClient.Listener;
import dev.tidings.support.StompTestClient.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.sockjs.client.RestTemplateXhrTransport;
import org.springframework.web.socket.sockjs.client.SockJsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ways to reach {@code /ws}. */
public enum Transport {
    WEBSOCKET {
        @Override
        Wire open(int port, Listener listener) {
            return PlainWebSocket.open(URI.create("ws://localhost:%d/ws".formatted(port)), listener, List.of());
        }
    },
    SOCKJS_WEBSOCKET {
        @Override
        Wire open(int port, Listener listener) {
            URI uri = URI.create("ws://localhost:%d/ws/000/%s/websocket".formatted(port, UUID.randomUUID()));
            PlainWebSocket socket = PlainWebSocket.open(
                    uri, new SockJsFrames(listener), (code, reason) -> listener.onClose(code, reason), List.of());
            return new TextOnly(
                    text -> socket.sendText(JsonMapper.shared().writeValueAsString(List.of(text))), socket::close);
        }
    },
    SOCKJS_XHR_STREAMING {
        @Override
        Wire open(int port, Listener listener) {
            return overXhr(port, listener, false);
        }
    },
    SOCKJS_XHR_POLLING {
        @Override
        Wire open(int port, Listener listener) {
            return overXhr(port, listener, true);
        }
    };

    private static final long DEADLINE_SECONDS = 15;

    abstract Wire open(int port, Listener listener);

    private static Wire overXhr(int port, Listener listener, boolean polling) {
        var transport = new RestTemplateXhrTransport(new RestTemplate(new FreshConnections()));
        transport.setXhrStreamingDisabled(polling);
        var handler = new TextWebSocketHandler() {
            @Override
            protected void handleTextMessage(WebSocketSession session, TextMessage message) {
                listener.onText(message.getPayload());
            }

            @Override
            public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
                listener.onClose(status.getCode(), String.valueOf(status.getReason()));
            }
        };
        try {
            WebSocketSession session = new SockJsClient(List.of(transport))
                    .execute(handler, "http://localhost:%d/ws".formatted(port))
                    .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            return new TextOnly(text -> session.sendMessage(new TextMessage(text)), session::close);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while connecting over SockJS", ex);
        } catch (ExecutionException | TimeoutException ex) {
            throw new AssertionError("No connection over SockJS", ex);
        }
    }

    /** A connection for each request: one that the server has just closed would fail a POST, which is not sent again. */
    private static final class FreshConnections extends SimpleClientHttpRequestFactory {

        @Override
        protected void prepareConnection(HttpURLConnection connection, String method) throws IOException {
            super.prepareConnection(connection, method);
            connection.setRequestProperty("Connection", "close");
        }
    }

    /** Something that writes to a connection. */
    private interface Output<T> {

        void write(T value) throws IOException;
    }

    /** Closes a connection. */
    private interface Closing {

        void close() throws IOException;
    }

    /** SockJS carries text only. */
    private record TextOnly(Output<String> output, Closing closing) implements Wire {

        @Override
        public void sendText(String text) {
            try {
                output.write(text);
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }

        @Override
        public void sendBinary(byte[] bytes) {
            throw new UnsupportedOperationException("SockJS carries text only");
        }

        @Override
        public void close() {
            try {
                closing.close();
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
    }

    /** Takes the frames of SockJS: {@code o}, {@code h}, {@code a[…]}, {@code c[code,reason]}. */
    private record SockJsFrames(Listener listener) implements Consumer<String> {

        @Override
        public void accept(String frame) {
            JsonNode content = frame.length() > 1 ? JsonMapper.shared().readTree(frame.substring(1)) : null;
            switch (frame.charAt(0)) {
                case 'a' -> {
                    if (content != null) {
                        content.forEach(text -> listener.onText(text.asString()));
                    }
                }
                case 'c' -> {
                    if (content != null) {
                        listener.onClose(
                                content.path(0).asInt(), content.path(1).asString());
                    }
                }
                default -> {}
            }
        }
    }
}
