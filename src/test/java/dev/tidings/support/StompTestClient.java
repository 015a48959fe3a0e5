package dev.tidings.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A STOMP client that hides nothing: what a test sends goes out byte by byte, and what comes in is expected
 * frame by frame.
 *
 * <p>Each {@code expect…} takes what came next, waits for it up to a deadline, and fails with what was expected,
 * what came, and what had come before. One thread at a time may expect.
 */
public final class StompTestClient implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final int REMEMBERED = 10;

    private final BlockingQueue<Received> incoming = new LinkedBlockingQueue<>();
    private final Deque<Received> early = new ArrayDeque<>();
    private final Deque<Received> before = new ArrayDeque<>();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private final AtomicInteger receipts = new AtomicInteger();
    private final Wire wire;
    private volatile boolean escapes = true;

    /** What carries the frames. */
    interface Wire {

        void sendText(String text);

        void sendBinary(byte[] bytes);

        void close();
    }

    /** What came in. */
    public sealed interface Received {}

    /** A frame of the server, its headers unescaped. */
    public record ServerFrame(String command, Map<String, String> headers, String body) implements Received {

        /** Returns the value of a header, or an empty text. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    /** The end of the connection. */
    public record Closed(int code, String reason) implements Received {}

    private StompTestClient(Opening opening) {
        wire = opening.open(new Listener());
    }

    /** Opens a connection of some kind. */
    interface Opening {

        Wire open(Listener listener);
    }

    /** Opens a plain WebSocket to {@code /ws} that offers these subprotocols. */
    public static StompTestClient open(int port, String... subprotocols) {
        return new StompTestClient(listener -> PlainWebSocket.open(
                URI.create("ws://localhost:%d/ws".formatted(port)), listener, Arrays.asList(subprotocols)));
    }

    /** Opens a connection over a transport. */
    public static StompTestClient open(int port, Transport transport) {
        return new StompTestClient(listener -> transport.open(port, listener));
    }

    /** Opens a plain WebSocket and a session with STOMP 1.2. */
    public static StompTestClient connected(int port, String token) {
        return connected(port, Transport.WEBSOCKET, token);
    }

    /** Opens a session with STOMP 1.2 over a transport. */
    public static StompTestClient connected(int port, Transport transport, String token) {
        var client = open(port, transport);
        client.connect(token);
        return client;
    }

    /** Sends CONNECT and waits for CONNECTED. */
    public ServerFrame connect(String token, String... headers) {
        String more = Arrays.stream(headers).map(header -> header + "\n").collect(Collectors.joining());
        send("CONNECT\naccept-version:1.2\nhost:localhost\nAuthorization:Bearer %s\n%s\n".formatted(token, more));
        return expectConnected();
    }

    /** Sends a frame; the NUL at its end is added. */
    public void send(String frame) {
        wire.sendText(frame + '\0');
    }

    /** Sends a text message as it is. */
    public void sendText(String text) {
        wire.sendText(text);
    }

    /** Sends a binary message as it is. */
    public void sendBinary(byte[] bytes) {
        wire.sendBinary(bytes);
    }

    /** Sends a frame in messages of so many bytes. */
    public void sendInPieces(String frame, int size) {
        byte[] bytes = (frame + '\0').getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += size) {
            wire.sendBinary(Arrays.copyOfRange(bytes, at, Math.min(at + size, bytes.length)));
        }
    }

    /**
     * Subscribes and waits until that is in force; returns the RECEIPT. Messages that come before it can be expected
     * afterwards.
     */
    public ServerFrame subscribe(String id, String destination, String... headers) {
        String receipt = "subscribe-" + receipts.incrementAndGet();
        String more = Arrays.stream(headers).map(header -> header + "\n").collect(Collectors.joining());
        send("SUBSCRIBE\nid:%s\ndestination:%s\nreceipt:%s\n%s\n".formatted(id, destination, receipt, more));
        var messages = new ArrayList<Received>();
        Received next = next();
        while (next instanceof ServerFrame frame && frame.command().equals("MESSAGE")) {
            messages.add(next);
            next = next();
        }
        early.addFirst(next);
        ServerFrame answer = expectReceipt(receipt);
        early.addAll(messages);
        return answer;
    }

    public ServerFrame expectConnected() {
        ServerFrame connected = expect("CONNECTED");
        escapes = !connected.header("version").equals("1.0");
        return connected;
    }

    /** Expects a message of any subscription. */
    public ServerFrame expectMessage() {
        return expect("MESSAGE");
    }

    public ServerFrame expectMessage(String subscription) {
        ServerFrame message = expectMessage();
        assertThat(message.header("subscription")).as(message.toString()).isEqualTo(subscription);
        return message;
    }

    public ServerFrame expectReceipt(String id) {
        ServerFrame receipt = expect("RECEIPT");
        assertThat(receipt.header("receipt-id")).as(receipt.toString()).isEqualTo(id);
        return receipt;
    }

    public ServerFrame expectError(String code) {
        ServerFrame error = expect("ERROR");
        assertThat(error.header("code")).as(error.toString()).isEqualTo(code);
        return error;
    }

    public Closed expectClose(int code) {
        Received next = next();
        if (next instanceof Closed closed && closed.code() == code) {
            return closed;
        }
        throw unexpected("the connection closed with code " + code, next);
    }

    /** Asserts that the session still answers, after all that it was sent. */
    public void expectAlive() {
        String receipt = "alive-" + receipts.incrementAndGet();
        send("UNSUBSCRIBE\nid:none\nreceipt:%s\n\n".formatted(receipt));
        expectReceipt(receipt);
    }

    /** Returns how many ends of line came between frames. */
    public int heartbeats() {
        return heartbeats.get();
    }

    /** Waits for what comes next, whatever it is. */
    public Received next() {
        if (!early.isEmpty()) {
            return early.removeFirst();
        }
        try {
            Received next = incoming.poll(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError(
                        "Expected something within %s, but nothing came%s".formatted(DEADLINE, past()));
            }
            return next;
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for a frame", ex);
        }
    }

    /** Takes what comes next if that is soon, else returns {@code null}. */
    public @Nullable Received poll(Duration limit) throws InterruptedException {
        return early.isEmpty() ? incoming.poll(limit.toMillis(), TimeUnit.MILLISECONDS) : early.removeFirst();
    }

    private ServerFrame expect(String command) {
        Received next = next();
        if (next instanceof ServerFrame frame && frame.command().equals(command)) {
            remember(next);
            return frame;
        }
        throw unexpected(command, next);
    }

    private AssertionError unexpected(String expected, Received received) {
        return new AssertionError("Expected %s, but received %s%s".formatted(expected, received, past()));
    }

    private String past() {
        return before.isEmpty()
                ? ""
                : before.stream().map(one -> "\n  " + one).collect(Collectors.joining("", "\nBefore that:", ""));
    }

    private void remember(Received received) {
        before.addLast(received);
        if (before.size() > REMEMBERED) {
            before.removeFirst();
        }
    }

    /** Ends the connection without a word of STOMP. */
    @Override
    public void close() {
        wire.close();
    }

    /** Takes what the connection delivers. */
    final class Listener {

        void onText(String text) {
            int at = 0;
            while (at < text.length()) {
                if (text.charAt(at) == '\n') {
                    heartbeats.incrementAndGet();
                    at++;
                } else {
                    int end = text.indexOf('\0', at);
                    assertThat(end)
                            .as("A frame must end within its message: %s", text)
                            .isNotNegative();
                    incoming.add(parse(text.substring(at, end)));
                    at = end + 1;
                }
            }
        }

        void onClose(int code, String reason) {
            incoming.add(new Closed(code, reason));
        }

        private ServerFrame parse(String frame) {
            int head = frame.indexOf("\n\n");
            String[] lines = frame.substring(0, head).split("\n", -1);
            boolean escaped = escapes && !lines[0].equals("CONNECTED");
            var headers = new LinkedHashMap<String, String>();
            for (int i = 1; i < lines.length; i++) {
                String[] parts = lines[i].split(":", 2);
                headers.put(unescape(parts[0], escaped), unescape(parts[1], escaped));
            }
            String body = frame.substring(head + 2);
            if (headers.containsKey("content-length")) {
                assertThat(headers).containsEntry("content-length", "" + body.getBytes(StandardCharsets.UTF_8).length);
            }
            return new ServerFrame(lines[0], headers, body);
        }

        private static String unescape(String text, boolean escaped) {
            return escaped
                    ? text.replace("\\\\", "\0")
                            .replace("\\c", ":")
                            .replace("\\n", "\n")
                            .replace("\\r", "\r")
                            .replace('\0', '\\')
                    : text;
        }
    }
}
