package dev.tidings.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux says about processes, in {@code /proc}. */
final class ProcessFigures {

    /** The kernel shows times in units of 10 ms, whatever it counts in. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int USER_OF_CHILDREN = 13;
    private static final int SYSTEM_OF_CHILDREN = 14;
    private static final double KILOBYTE = 1024;

    private ProcessFigures() {}

    /** Returns the user and system time of a process with all its threads, in seconds. */
    static double cpuSeconds(long pid) {
        return ticks(pid, USER, SYSTEM) / TICKS_PER_SECOND;
    }

    /** Returns the time of a process and of all children that it has or had. */
    static double cpuSecondsWithChildren(long pid) {
        double own = ticks(pid, USER, SYSTEM, USER_OF_CHILDREN, SYSTEM_OF_CHILDREN);
        double children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .mapToDouble(child -> ticksIfAlive(child.pid()))
                .sum();
        return (own + children) / TICKS_PER_SECOND;
    }

    private static double ticksIfAlive(long pid) {
        try {
            return ticks(pid, USER, SYSTEM);
        } catch (UncheckedIOException _) {
            return 0;
        }
    }

    private static double ticks(long pid, int... fields) {
        String stat = read(pid, "stat");
        // The name, in parentheses, may hold anything; behind it begins the third field.
        String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double sum = 0;
        for (int field : fields) {
            sum += Double.parseDouble(values[field]);
        }
        return sum;
    }

    /** Returns the memory of a process that is in RAM, in bytes. */
    static double residentBytes(long pid) {
        return line(pid, "status", "VmRSS:") * KILOBYTE;
    }

    /** Returns how many files and sockets a process may have open. */
    static long openFileLimit(long pid) {
        return (long) line(pid, "limits", "Max open files");
    }

    /** Returns the name of a process as the kernel knows it, empty if there is no such process. */
    static String name(long pid) {
        try {
            return read(pid, "comm").strip();
        } catch (UncheckedIOException _) {
            return "";
        }
    }

    private static double line(long pid, String file, String start) {
        List<String> lines = read(pid, file).lines().toList();
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(
                        line.substring(start.length()).strip().split("\\s+", -1)[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No '%s' in /proc/%d/%s".formatted(start, pid, file)));
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), file));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
