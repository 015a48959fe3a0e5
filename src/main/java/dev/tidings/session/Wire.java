package dev.tidings.session;

import java.nio.ByteBuffer;
import java.util.List;
import org.springframework.web.socket.CloseStatus;

/**
 * The connection below a session, as its outbound queue sees it. Nothing here blocks the caller. Only
 * {@link #write} keeps to one call at a time; the others may be called by any thread.
 */
public interface Wire {

    /** Returns how many bytes are to be left free before a message that is one part, for what goes before it. */
    default int headroom() {
        return 0;
    }

    /**
     * Starts to write one message.
     *
     * @param parts bytes of the message, one part after the other; they must not be touched until it is written
     * @param completion told once, on any thread, possibly before this method returns; an exception
     *     thrown by this method counts as a failed write too
     */
    void write(List<ByteBuffer> parts, Completion completion);

    /** Has messages be binary from now on, if the connection knows such; by default they are text. */
    default void useBinary() {}

    /** Sends a probe that a living peer answers by itself, if the connection knows such a thing. */
    void probe();

    /** Closes after what is written, telling the peer why. */
    void close(CloseStatus status);

    /** Ends the connection at once. */
    void cut();

    /** The outcome of a write. */
    interface Completion {

        void written();

        void failed(Throwable cause);
    }
}
