package dev.tidings.benchmark;

import dev.tidings.benchmark.Load.Answer;
import dev.tidings.benchmark.Trial.Measured;
import java.time.Duration;

/**
 * Messages to subscribers that are there already.
 *
 * @param clients how many clients
 * @param subscriptions subscriptions of each
 * @param destinations how many destinations
 * @param bytes size of a body
 * @param perSecond messages per second, 0 for as fast as it goes
 */
record Publishing(int clients, int subscriptions, int destinations, int bytes, int perSecond) {

    private static final double MICROS = 1e6;
    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration SETTLING = Duration.ofSeconds(1);

    static Publishing toOneDestination(int clients, int bytes) {
        return new Publishing(clients, 1, 1, bytes, 0);
    }

    Publishing atRate(int messages) {
        return new Publishing(clients, subscriptions, destinations, bytes, messages);
    }

    /** Connects and warms up; the audit of that counts too. */
    Figures begin(Trial trial) {
        trial.connect(clients, subscriptions, destinations);
        trial.probe();
        var figures = new Figures()
                .with(complete(trial.flood(bytes, trial.options().warmUp())).audit());
        if (perSecond > 0) {
            figures.with(publish(trial, SETTLING).audit());
        }
        return figures;
    }

    /** Measures for the usual time. */
    Measured measure(Trial trial) {
        return measure(trial, trial.options().measured());
    }

    Measured measure(Trial trial, Duration time) {
        return trial.measure(() -> publish(trial, time));
    }

    private Answer publish(Trial trial, Duration time) {
        return complete(perSecond > 0 ? trial.rate(bytes, perSecond, time) : trial.flood(bytes, time));
    }

    private static Answer complete(Answer answer) {
        if (!Boolean.parseBoolean(answer.text("complete"))) {
            throw new IllegalStateException("in the end nothing came any more: " + answer.audit());
        }
        return answer;
    }

    /** Adds what every such workload shows. */
    Figures describe(Figures figures, Trial trial, Measured measured) {
        Answer answer = measured.answer();
        double deliveries = answer.number("deliveries");
        double seconds = answer.number("nanos") / NANOS;
        figures.with(answer.audit())
                .with(Measure.DELIVERIES_PER_SECOND, deliveries / seconds)
                .with(Measure.CPU_PER_DELIVERY, costPerDelivery(measured))
                .with(Measure.MESSAGES_PER_READ, deliveries / answer.number("reads"))
                .with(Measure.LOAD_CLIENT, measured.cpu().client() / deliveries * MICROS)
                .with(Measure.LOAD_CLIENT_CORES, measured.cpu().client() / seconds);
        if (trial.contender().usesBroker()) {
            figures.with(
                    Measure.OF_BROKER,
                    100 * measured.cpu().broker() / measured.cpu().serverAndBroker());
        }
        if (perSecond > 0) {
            figures.with(Measure.P50, answer.number("p50") / NANOS_PER_MILLI)
                    .with(Measure.P99, answer.number("p99") / NANOS_PER_MILLI)
                    .with(Measure.MAX, answer.number("max") / NANOS_PER_MILLI);
        }
        return figures;
    }

    static double costPerDelivery(Measured measured) {
        return measured.cpu().serverAndBroker() / measured.answer().number("deliveries") * MICROS;
    }

    static double costOfDatabase(Measured measured) {
        return measured.cpu().database() / measured.answer().number("published") * MICROS;
    }

    static double changesPerSecond(Measured measured) {
        return measured.answer().number("published") / (measured.answer().number("nanos") / NANOS);
    }
}
