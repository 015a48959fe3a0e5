package dev.tidings.benchmark.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One client: a STOMP session over a WebSocket of its own. Handshake, CONNECT and SUBSCRIBE follow each other without
 * being told; then it checks every message that comes. Used by the thread of its {@link SessionLoop} only.
 */
final class Session implements WebSocketFrames.Sink, StompFrames.Sink {

    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final int STALLED_BUFFER = 64 * 1024;

    private final Plan plan;
    private final int client;
    private final SessionLoop loop;
    private final WebSocketFrames webSocket = new WebSocketFrames();
    private final StompFrames stomp = new StompFrames();
    private final int[] destinations;
    private final boolean[] probed;
    private final long[] last;
    private final long[] received;
    private final long[] sums;
    private State state = State.NEW;
    private String responseHead = "";
    private int receipts;
    private boolean stalled;
    private @Nullable SelectionKey key;
    private @Nullable ByteBuffer unsent;

    Session(Plan plan, int client, SessionLoop loop) {
        this.plan = plan;
        this.client = client;
        this.loop = loop;
        this.destinations = plan.destinationsOf(client);
        this.probed = new boolean[destinations.length];
        this.last = new long[destinations.length];
        this.received = new long[destinations.length];
        this.sums = new long[destinations.length];
    }

    boolean isReady() {
        return state == State.READY;
    }

    boolean isStalled() {
        return stalled;
    }

    int[] destinations() {
        return destinations;
    }

    boolean isProbed(int subscription) {
        return probed[subscription];
    }

    void open(Selector selector) {
        state = State.HANDSHAKE;
        try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = channel.register(selector, SelectionKey.OP_CONNECT, this);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), plan.port(client)));
        } catch (IOException ex) {
            end("cannot connect: " + ex);
        }
    }

    /** Does what the socket is ready for. */
    void proceed(SelectionKey ready, byte[] buffer) {
        try {
            if (ready.isConnectable() && channel().finishConnect()) {
                ready.interestOps(SelectionKey.OP_READ);
                write(ClientFrames.handshake(plan.port(client)));
            }
            if (ready.isWritable()) {
                writeUnsent();
            }
            if (ready.isReadable()) {
                read(buffer);
            }
        } catch (IOException ex) {
            end("connection failed: " + ex);
        }
    }

    private void read(byte[] buffer) throws IOException {
        int length = channel().read(ByteBuffer.wrap(buffer));
        if (length < 0) {
            end("connection ended by the server");
        } else if (state == State.HANDSHAKE) {
            handshake(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
        } else {
            loop.tally().reads++;
            webSocket.feed(buffer, 0, length, this);
        }
    }

    private void handshake(String more) {
        responseHead += more;
        int end = responseHead.indexOf(END_OF_HEAD);
        if (end >= 0) {
            if (!responseHead.startsWith("HTTP/1.1 101")) {
                end("handshake refused: " + responseHead.lines().findFirst().orElse(""));
                return;
            }
            state = State.CONNECT;
            write(ClientFrames.connect(plan.token()));
            byte[] rest = responseHead.substring(end + END_OF_HEAD.length()).getBytes(StandardCharsets.ISO_8859_1);
            responseHead = "";
            webSocket.feed(rest, 0, rest.length, this);
        }
    }

    @Override
    public void data(byte[] bytes, int from, int to) {
        stomp.feed(bytes, from, to, this);
    }

    @Override
    public void ping(byte[] content) {
        write(ClientFrames.pong(content));
    }

    @Override
    public void close(int code) {
        end("closed by the server with code " + code);
    }

    @Override
    public void frame(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && (bytes[start] == '\n' || bytes[start] == '\r')) {
            start++;
        }
        if (start == to) {
            return;
        }
        switch (bytes[start]) {
            case 'M' -> message(bytes, start, to);
            case 'R' -> receipt(text(bytes, start, to));
            case 'C' -> subscribe();
            default -> end("told by the server: " + text(bytes, start, to).replace('\n', ' '));
        }
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private void subscribe() {
        state = State.SUBSCRIBE;
        for (int i = 0; i < destinations.length; i++) {
            write(ClientFrames.subscribe(i, plan.address(destinations[i]), plan.receipts()));
        }
        if (!plan.receipts()) {
            ready();
        }
    }

    private void receipt(String frame) {
        if (frame.contains("\nerror:")) {
            end("subscription refused: " + frame.replace('\n', ' '));
        } else if (++receipts == destinations.length) {
            ready();
        }
    }

    private void ready() {
        state = State.READY;
        loop.opened();
    }

    private void message(byte[] bytes, int from, int to) {
        Tally tally = loop.tally();
        int stamp = loop.findStamp(bytes, from, to);
        int subscription = stamp < 0 ? -1 : subscriptionTo(Stamp.destination(bytes, stamp));
        if (subscription < 0) {
            tally.unrecognized++;
            return;
        }
        long number = Stamp.number(bytes, stamp);
        if (number == Publisher.PROBE) {
            probed[subscription] = true;
        } else if (number >= tally.first) {
            if (number <= last[subscription]) {
                tally.reordered++;
            } else {
                last[subscription] = number;
            }
            received[subscription]++;
            sums[subscription] += number;
            loop.arrived(number, Stamp.nanos(bytes, stamp));
        }
    }

    private int subscriptionTo(int destination) {
        for (int i = 0; i < destinations.length; i++) {
            if (destinations[i] == destination) {
                return i;
            }
        }
        return -1;
    }

    /** Forgets what was received so far. */
    void begin() {
        for (int i = 0; i < destinations.length; i++) {
            received[i] = 0;
            sums[i] = 0;
        }
    }

    void audit(Published published, Tally tally) {
        for (int i = 0; i < destinations.length && !stalled; i++) {
            published.audit(destinations[i], received[i], sums[i], tally);
        }
    }

    /** Stops reading, with a small buffer, so that the server notices soon. */
    void stall() {
        stalled = true;
        try {
            channel().setOption(StandardSocketOptions.SO_RCVBUF, STALLED_BUFFER);
        } catch (IOException ex) {
            end("connection failed: " + ex);
        }
        if (key != null && key.isValid()) {
            key.interestOps(0);
        }
    }

    void heartbeat() {
        if (state == State.READY && !stalled) {
            write(ClientFrames.heartbeat());
        }
    }

    /** Says goodbye without waiting for an answer. */
    void leave() {
        if (state == State.READY && !stalled) {
            write(ClientFrames.close());
        }
        state = State.ENDED;
        closeChannel();
    }

    private void write(ByteBuffer bytes) {
        if (unsent != null) {
            unsent = ByteBuffer.allocate(unsent.remaining() + bytes.remaining())
                    .put(unsent)
                    .put(bytes)
                    .flip();
            return;
        }
        unsent = bytes;
        try {
            writeUnsent();
        } catch (IOException ex) {
            end("connection failed: " + ex);
        }
    }

    private void writeUnsent() throws IOException {
        if (unsent == null || key == null || !key.isValid()) {
            return;
        }
        channel().write(unsent);
        if (unsent.hasRemaining()) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
        } else {
            unsent = null;
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
        }
    }

    private void end(String problem) {
        if (state == State.ENDED) {
            return;
        }
        boolean opening = state != State.READY;
        state = State.ENDED;
        closeChannel();
        loop.tally().ended(problem);
        if (opening) {
            loop.opened();
        }
    }

    private SocketChannel channel() {
        if (key == null) {
            throw new IllegalStateException("Client %d was never opened".formatted(client));
        }
        return (SocketChannel) key.channel();
    }

    private void closeChannel() {
        if (key != null) {
            try {
                key.channel().close();
            } catch (IOException ex) {
                loop.tally().ended("cannot close: " + ex);
            }
        }
    }

    /** How far a session is: what it waits for the answer of. */
    private enum State {
        NEW,
        HANDSHAKE,
        CONNECT,
        SUBSCRIBE,
        READY,
        ENDED
    }
}
