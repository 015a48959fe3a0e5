package dev.tidings.support;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A WebSocket of the JDK. What is sent after the end is dropped, as it would be on a network. */
final class PlainWebSocket implements StompTestClient.Wire {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int ABNORMAL = 1006;

    private final WebSocket socket;
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

    private PlainWebSocket(WebSocket socket) {
        this.socket = socket;
    }

    static PlainWebSocket open(URI uri, StompTestClient.Listener listener, List<String> subprotocols) {
        return open(uri, listener::onText, listener::onClose, subprotocols);
    }

    static PlainWebSocket open(
            URI uri, Consumer<String> texts, BiConsumer<Integer, String> closes, List<String> subprotocols) {
        var builder = HTTP.newWebSocketBuilder();
        if (!subprotocols.isEmpty()) {
            builder.subprotocols(
                    subprotocols.getFirst(), subprotocols.stream().skip(1).toArray(String[]::new));
        }
        return new PlainWebSocket(
                builder.buildAsync(uri, new MessageListener(texts, closes)).join());
    }

    @Override
    public void sendText(String text) {
        next(() -> socket.sendText(text, true));
    }

    @Override
    public void sendBinary(byte[] bytes) {
        next(() -> socket.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    /** Sends something once what was sent before is out, or has failed. */
    private synchronized void next(Supplier<CompletableFuture<WebSocket>> sending) {
        sent = sent.handle((done, failure) -> done).thenCompose(done -> sending.get());
    }

    @Override
    public void close() {
        socket.abort();
    }

    /** Puts the parts of messages together. */
    private static final class MessageListener implements WebSocket.Listener {

        private final Consumer<String> texts;
        private final BiConsumer<Integer, String> closes;
        private final StringBuilder parts = new StringBuilder();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        MessageListener(Consumer<String> texts, BiConsumer<Integer, String> closes) {
            this.texts = texts;
            this.closes = closes;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                texts.accept(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            var part = new byte[data.remaining()];
            data.get(part);
            bytes.writeBytes(part);
            if (last) {
                texts.accept(bytes.toString(StandardCharsets.UTF_8));
                bytes.reset();
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closes.accept(code, reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closes.accept(ABNORMAL, String.valueOf(error));
        }
    }
}
