package dev.tidings.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

/** A connection that records what is written, and completes each write at once or when it is told to. */
public final class FakeWire implements Wire {

    private final List<String> messages = new ArrayList<>();
    private final List<List<ByteBuffer>> parts = new ArrayList<>();
    private final List<CloseStatus> closes = new ArrayList<>();
    private @Nullable Completion underWay;
    private boolean held;
    private boolean broken;
    private int depth;
    private int probes;
    private int cuts;

    /** Completes no write any more until it is told to. */
    public FakeWire hold() {
        held = true;
        return this;
    }

    /** Completes the write under way, and each later one at once. */
    public void release() {
        held = false;
        if (underWay != null) {
            complete();
        }
    }

    /** Completes the write under way and no other. */
    public void complete() {
        Completion completion = take();
        // Read only now: until it is told of the end, nobody may touch the bytes.
        messages.add(text(parts.getLast()));
        completion.written();
    }

    /** Fails the write under way. */
    public void fail() {
        take().failed(new IOException("The peer is gone"));
    }

    /** Has each later write fail before it begins. */
    public void breakDown() {
        broken = true;
    }

    private Completion take() {
        Completion completion = underWay;
        if (completion == null) {
            throw new IllegalStateException("No write is under way");
        }
        underWay = null;
        return completion;
    }

    private static String text(List<ByteBuffer> parts) {
        var text = new StringBuilder();
        parts.forEach(part -> text.append(StandardCharsets.UTF_8.decode(part.duplicate())));
        return text.toString();
    }

    @Override
    public void write(List<ByteBuffer> message, Completion completion) {
        if (underWay != null || depth > 0) {
            throw new AssertionError("A write is under way already");
        }
        if (cuts > 0 || !closes.isEmpty()) {
            throw new AssertionError("Written after the end");
        }
        if (broken) {
            throw new IllegalStateException("Broken in this test");
        }
        parts.add(message);
        underWay = completion;
        if (!held) {
            depth++;
            complete();
            depth--;
        }
    }

    @Override
    public void probe() {
        probes++;
    }

    @Override
    public void close(CloseStatus status) {
        closes.add(status);
    }

    @Override
    public void cut() {
        cuts++;
    }

    public boolean isWriting() {
        return underWay != null;
    }

    /** Returns what was written, message by message. */
    public List<String> messages() {
        return messages;
    }

    /** Returns the frames that were written, one a line, without what only makes them large. */
    public List<String> frames() {
        return messages.stream()
                .flatMap(String::lines)
                .map(line -> line.replaceAll(" ?x*$", ""))
                .toList();
    }

    List<ByteBuffer> partsOf(int message) {
        return parts.get(message);
    }

    int writes() {
        return parts.size();
    }

    int probes() {
        return probes;
    }

    public List<CloseStatus> closes() {
        return closes;
    }

    public int cuts() {
        return cuts;
    }
}
