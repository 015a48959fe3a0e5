package dev.tidings.studio.executions;

import dev.tidings.instance.Pace;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/** Measures what the current thread uses for one node, and reports how far that is. For one thread. */
final class Metering {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Pace pace;
    private final StopSignal stop;
    private final Report report;
    private final long cpuAtStart = cpuNanos();
    private long bytesIn;

    /** Takes how far a node is. */
    interface Report {

        /**
         * Called at intervals.
         *
         * @param total how much there is to do, if that is known
         */
        void progressed(long done, @Nullable Long total);
    }

    Metering(Pace pace, StopSignal stop, Report report) {
        this.pace = pace;
        this.stop = stop;
        this.report = report;
    }

    StopSignal stop() {
        return stop;
    }

    /** Returns what was used until now. */
    Usage usage(long bytesOut) {
        return new Usage(cpuNanos() - cpuAtStart, bytesIn, bytesOut);
    }

    void progressed(long done, @Nullable Long total) throws NodeStoppedException {
        stop.check();
        if (pace.isDue()) {
            report.progressed(done, total);
        }
    }

    /**
     * Measures what is read, and ends the reading when the node is to stop.
     *
     * @param total how many bytes there are, if that is known
     */
    InputStream meter(InputStream content, @Nullable Long total) {
        return new FilterInputStream(content) {
            private long done;

            @Override
            public int read() throws IOException {
                int read = super.read();
                count(read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                count(Math.max(0, read));
                return read;
            }

            private void count(int more) throws NodeStoppedException {
                done += more;
                bytesIn += more;
                progressed(done, total);
            }
        };
    }

    /** A virtual thread, on which nodes only wait, has no CPU time of its own. */
    private static long cpuNanos() {
        return Thread.currentThread().isVirtual() ? 0 : THREADS.getCurrentThreadCpuTime();
    }
}
