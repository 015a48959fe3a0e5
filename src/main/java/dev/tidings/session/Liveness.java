package dev.tidings.session;

import java.time.Duration;

/**
 * When something was last heard of a client, and what follows from silence. Times are those of
 * {@link System#nanoTime()}.
 *
 * <p>A connection is probed below the protocol, which the peer's network stack or browser answers at once, and
 * given up within two intervals. Heartbeats of the protocol come from the client's own code, which a browser
 * slows down in the background: they are forgiven three intervals.
 */
public final class Liveness {

    private static final int FORGIVEN_INTERVALS = 3;

    private final long probeNanos;
    private volatile long heard;
    private volatile long heardHeartbeat;
    private volatile long heartbeatNanos;
    private long probed;

    /**
     * Starts with a client that was just heard.
     *
     * @param probeInterval silence after which the connection is probed, zero if it cannot be
     */
    public Liveness(Duration probeInterval, long nanoTime) {
        this.probeNanos = probeInterval.toNanos();
        this.heard = nanoTime;
        this.heardHeartbeat = nanoTime;
        this.probed = nanoTime;
    }

    /** What has to be done. */
    public enum Verdict {
        ALIVE,
        PROBE,
        /** The connection is dead. */
        DEAD,
        /** The connection lives, but the client's own code is silent. */
        SILENT
    }

    /** Says at which interval the client sends at least something, zero if it does not promise to. */
    public void expectHeartbeats(Duration interval) {
        heartbeatNanos = interval.toNanos();
    }

    /** Says that the connection showed a sign of life. */
    public void connectionHeard(long nanoTime) {
        heard = nanoTime;
    }

    /** Says that the client sent something. */
    public void clientHeard(long nanoTime) {
        heard = nanoTime;
        heardHeartbeat = nanoTime;
    }

    /** Returns what has to be done; called by one thread. */
    public Verdict check(long nanoTime) {
        if (probeNanos > 0 && nanoTime - heard >= 2 * probeNanos) {
            return Verdict.DEAD;
        }
        if (heartbeatNanos > 0 && nanoTime - heardHeartbeat >= FORGIVEN_INTERVALS * heartbeatNanos) {
            return Verdict.SILENT;
        }
        if (probeNanos > 0 && nanoTime - heard >= probeNanos && nanoTime - probed >= probeNanos) {
            probed = nanoTime;
            return Verdict.PROBE;
        }
        return Verdict.ALIVE;
    }
}
