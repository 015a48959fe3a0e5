package dev.tidings.stomp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection to which two may write: Jetty, and the queue of a session past Jetty's own queue of frames. One writes at
 * a time; whoever comes meanwhile has its turn when that write is complete. Each write is of whole frames, so those of
 * one never end up within one of the other.
 */
final class SharedEndPoint extends SocketChannelEndPoint {

    private boolean taken;
    private @Nullable Queue<Runnable> turns;

    SharedEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        inTurn(() -> super.write(new Turn(callback), buffers));
    }

    /** Writes a frame: what the socket takes at once, and the rest, if any, as Jetty does. */
    void writeFrame(ByteBuffer frame, Callback callback) {
        inTurn(() -> writeAtOnce(frame, new Turn(callback)));
    }

    private void writeAtOnce(ByteBuffer frame, Turn turn) {
        try {
            getChannel().write(frame);
        } catch (IOException ex) {
            turn.failed(ex);
            return;
        }
        notIdle();
        if (frame.hasRemaining()) {
            super.write(turn, frame);
        } else {
            turn.succeeded();
        }
    }

    /** Begins a write, now or when those before it are complete. */
    private void inTurn(Runnable write) {
        synchronized (this) {
            if (taken) {
                if (turns == null) {
                    turns = new ArrayDeque<>(2);
                }
                turns.add(write);
                return;
            }
            taken = true;
        }
        write.run();
    }

    private void endTurn() {
        Runnable next;
        synchronized (this) {
            next = turns == null ? null : turns.poll();
            taken = next != null;
        }
        if (next != null) {
            next.run();
        }
    }

    /** Passes the outcome of a write on once the next one may begin. */
    private final class Turn extends Callback.Nested {

        Turn(Callback callback) {
            super(callback);
        }

        @Override
        public void succeeded() {
            endTurn();
            super.succeeded();
        }

        @Override
        public void failed(Throwable cause) {
            endTurn();
            super.failed(cause);
        }
    }
}
