package dev.tidings.stomp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes what clients measured, of each session no more often than {@link #INTERVAL}. */
@Component
final class Telemetry {

    static final Duration INTERVAL = Duration.ofSeconds(10);

    private final RequestBodies bodies;
    private final Timer latency;
    private final Counter tooOften;

    Telemetry(RequestBodies bodies, MeterRegistry metrics) {
        this.bodies = bodies;
        this.latency = Timer.builder("tidings.client.latency")
                .description("Time from the commit of a change to its use by a client, as clients tell it")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(metrics);
        this.tooOften = RequestBodies.ignored(metrics, "too-often");
    }

    /** Takes the body of a SEND, and returns whether it follows the rules. */
    boolean take(ClientSession session, Frame send) {
        if (!session.telemetryPace().tryTake(System.nanoTime())) {
            tooOften.increment();
            return true;
        }
        List<Long> times = bodies.commitToApply(session, send.body());
        if (times == null) {
            return false;
        }
        times.forEach(time -> latency.record(Duration.ofMillis(time)));
        return true;
    }
}
