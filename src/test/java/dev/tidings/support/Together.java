package dev.tidings.support;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Has two things happen at once. */
public final class Together {

    private Together() {}

    /** Runs both, each on a thread of its own, and returns what they returned. */
    public static <T> List<T> run(Callable<T> one, Callable<T> other) throws Exception {
        try (var executor = Executors.newFixedThreadPool(2)) {
            var first = executor.submit(one);
            var second = executor.submit(other);
            return List.of(first.get(), second.get());
        }
    }
}
