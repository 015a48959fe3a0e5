package dev.tidings.replay;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.CommitSignal;
import dev.tidings.destination.Destination;
import dev.tidings.replay.ChangesRequest.Reached;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Requests that wait for a change. One thread looks for all of them: after each commit that it is told of,
 * and every second.
 */
@Component
final class WaitingRequests implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(WaitingRequests.class);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final ChangesReader reader;
    private final ChangeLog log;
    private final Semaphore commits = new Semaphore(0);
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    WaitingRequests(ChangesReader reader, ChangeLog log, CommitSignal signal, MeterRegistry metrics) {
        this.reader = reader;
        this.log = log;
        signal.onCommit(commits::release);
        Gauge.builder("tidings.changes.waiting", waiting, Set::size)
                .description("Requests for changes that wait until there is one")
                .register(metrics);
    }

    /** Answers as soon as there is something, or with nothing when the time is over. */
    DeferredResult<ResponseEntity<ChangesAnswer>> await(ChangesRequest request) {
        var result = new DeferredResult<ResponseEntity<ChangesAnswer>>(
                request.patience().toMillis());
        var entry = new Waiting(request, result, reached(request));
        result.onTimeout(() -> answer(entry));
        result.onCompletion(() -> waiting.remove(entry));
        waiting.add(entry);
        // What was committed between the first look and this line.
        commits.release();
        return result;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("waiting-requests").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        commits.release();
        waiting.forEach(this::answer);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                if (commits.tryAcquire(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                    commits.drainPermits();
                }
                behind().forEach(this::answerIfThereIsSomething);
            } catch (DataAccessException ex) {
                logger.warn("Could not look for changes, trying again in={}", LOOK_INTERVAL, ex);
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Returns those whose streams have moved on, with one look at the heads of all of them. */
    private List<Waiting> behind() {
        List<Waiting> all = List.copyOf(waiting);
        Map<Destination, Position> heads = log.heads(
                all.stream().flatMap(one -> one.reached().keySet().stream()).collect(Collectors.toSet()));
        return all.stream().filter(one -> one.isBehind(heads)).toList();
    }

    private void answerIfThereIsSomething(Waiting one) {
        try {
            ChangesAnswer answer = reader.read(one.request());
            if (!answer.isEmpty()) {
                one.result().setResult(ChangesController.response(answer));
            }
        } catch (RuntimeException ex) {
            logger.debug("Could not look for changes", ex);
            one.result().setErrorResult(ex);
        }
    }

    private void answer(Waiting one) {
        try {
            one.result().setResult(ChangesController.response(reader.read(one.request())));
        } catch (RuntimeException ex) {
            logger.debug("Could not look for changes", ex);
            one.result().setErrorResult(ex);
        }
    }

    private static Map<Destination, Position> reached(ChangesRequest request) {
        return request.streams().stream()
                .collect(Collectors.toMap(
                        stream -> Destination.ofAddress(
                                stream.address(), request.reader().name()),
                        Reached::position));
    }

    /** A request that found nothing yet, at the positions that it has reached. */
    private record Waiting(
            ChangesRequest request,
            DeferredResult<ResponseEntity<ChangesAnswer>> result,
            Map<Destination, Position> reached) {

        boolean isBehind(Map<Destination, Position> heads) {
            return reached.entrySet().stream()
                    .anyMatch(stream -> !stream.getValue().equals(heads.get(stream.getKey())));
        }
    }
}
