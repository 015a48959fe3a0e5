package dev.tidings.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host that gives one file under {@code /file}, as well or as badly as a test wants. */
public final class OtherHost implements AutoCloseable {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");
    private static final int PIECE = 64 * 1024;
    private static final int MANY = 1_000_000;

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger breaks = new AtomicInteger();
    private final Semaphore pieces = new Semaphore(MANY);
    private volatile byte[] content = new byte[0];
    private volatile String etag = "\"1\"";
    private volatile int failure;
    private volatile String redirect = "";

    /** Starts to answer, on loopback. */
    public OtherHost() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/file", this::give);
        server.createContext("/moved", this::redirect);
        server.start();
    }

    public String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Gives this content from now on. */
    public void give(byte[] newContent, String newEtag) {
        content = newContent;
        etag = newEtag;
    }

    /** Breaks the next answers off in their middle. */
    public void breakOff(int times) {
        breaks.set(times);
    }

    /** Answers so the next times. */
    public void fail(int status, int times) {
        failure = status;
        failures.set(times);
    }

    /** Redirects from {@code /moved} to there. */
    public void redirectTo(String address) {
        redirect = address;
    }

    /** Gives so many pieces, and no more until it is asked to. */
    public void giveOnly(int count) {
        pieces.drainPermits();
        pieces.release(count);
    }

    /** Gives everything from now on. */
    public void giveAll() {
        pieces.release(MANY);
    }

    /** Returns what was asked for: of each request the range, and of what version, if it had one. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void redirect(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Location", redirect);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void give(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
        asked.add(range == null ? "all" : range + " of " + ifRange);
        try (exchange) {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                exchange.sendResponseHeaders(failure, -1);
                return;
            }
            byte[] whole = content;
            int from = range != null && etag.equals(ifRange) ? start(range) : 0;
            exchange.getResponseHeaders().set("ETag", etag);
            if (from > 0) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes %d-%d/%d".formatted(from, whole.length - 1, whole.length));
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, whole.length == from ? -1 : whole.length - from);
            boolean breaksOff = breaks.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            write(exchange, whole, from, breaksOff ? from + (whole.length - from) / 2 : whole.length);
        }
    }

    private void write(HttpExchange exchange, byte[] whole, int from, int to) throws IOException {
        for (int at = from; at < to; at += PIECE) {
            pieces.acquireUninterruptibly();
            exchange.getResponseBody().write(whole, at, Math.min(PIECE, to - at));
            exchange.getResponseBody().flush();
        }
    }

    private static int start(String range) {
        Matcher matcher = RANGE.matcher(range);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    @Override
    public void close() {
        giveAll();
        server.stop(0);
    }
}
