package dev.tidings.benchmark.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The limit of what a JVM can do: one thread, one selector, no framework, no checks, and no more STOMP than the load
 * client speaks. Each message is encoded once. By default, what one read of the publisher's connection brought goes to a
 * subscriber in one write; with the argument {@value #SINGLE_WRITES}, every message is written on its own.
 */
public final class NioServer {

    /** Argument that makes every message a write of its own. */
    public static final String SINGLE_WRITES = "single-writes";

    private static final int BACKLOG = 4096;
    private static final int BUFFER = 1024 * 1024;

    private final boolean singleWrites;
    private final Selector selector;
    private final ServerSocketChannel clients;
    private final ServerSocketChannel publishers;
    private final Lines lines = new Lines();
    private final Map<String, List<Subscriber>> subscribers = new HashMap<>();
    private final Set<NioSession> unwritten = new LinkedHashSet<>();
    private final byte[] incoming = new byte[BUFFER];
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(BUFFER);

    private NioServer(boolean singleWrites) throws IOException {
        this.singleWrites = singleWrites;
        selector = Selector.open();
        clients = listen();
        publishers = listen();
    }

    public static void main(String[] args) throws IOException {
        ServerConsole.endWithParent();
        var server = new NioServer(List.of(args).contains(SINGLE_WRITES));
        ServerConsole.ready(
                server.clients.socket().getLocalPort(),
                server.publishers.socket().getLocalPort());
        while (true) {
            server.selector.select(server::proceed);
        }
    }

    private ServerSocketChannel listen() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_ACCEPT);
        return channel;
    }

    private void proceed(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel());
            } else if (key.attachment() instanceof NioSession session) {
                proceed(key, session);
            } else {
                publish((SocketChannel) key.channel());
            }
        } catch (IOException _) {
            key.cancel();
        }
    }

    private void accept(ServerSocketChannel listening) throws IOException {
        SocketChannel channel = listening.accept();
        if (channel != null) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            if (listening.equals(clients)) {
                key.attach(new NioSession(key, this::subscribe));
            }
        }
    }

    private void proceed(SelectionKey key, NioSession session) throws IOException {
        if (key.isWritable()) {
            session.write(outgoing);
        }
        if (key.isReadable()) {
            session.read(incoming, outgoing);
        }
    }

    private void subscribe(String destination, String id, NioSession session) {
        subscribers.computeIfAbsent(destination, _ -> new ArrayList<>()).add(new Subscriber(id, session));
    }

    private void publish(SocketChannel channel) throws IOException {
        int length = channel.read(ByteBuffer.wrap(incoming));
        if (length < 0) {
            channel.close();
            return;
        }
        for (Line line : lines.feed(incoming, length)) {
            publish(line);
        }
        for (NioSession session : unwritten) {
            session.write(outgoing);
        }
        unwritten.clear();
    }

    private void publish(Line line) throws IOException {
        Map<String, byte[]> encoded = HashMap.newHashMap(8);
        for (Subscriber subscriber : subscribers.getOrDefault(line.destination(), List.of())) {
            subscriber.session().append(encoded.computeIfAbsent(subscriber.id(), id -> NioFrames.message(line, id)));
            if (singleWrites) {
                subscriber.session().write(outgoing);
            } else {
                unwritten.add(subscriber.session());
            }
        }
    }

    /**
     * A subscription.
     *
     * @param id what its session calls it
     * @param session where its messages go
     */
    private record Subscriber(String id, NioSession session) {}
}
