package dev.tidings.benchmark;

import dev.tidings.benchmark.Trial.Measured;

/** Two instances, the publisher at one and the subscribers at both, and right before that one instance with all. */
final class Instances implements Workload {

    private static final Publishing PUBLISHING = Publishing.toOneDestination(1_000, 300);

    @Override
    public String name() {
        return "instances";
    }

    @Override
    public String title() {
        return "Two instances, publisher on one, 1,000 subscribers over both";
    }

    @Override
    public String aim() {
        return "at most 1.3 × the cost per delivery of one instance";
    }

    @Override
    public boolean suits(Contender contender) {
        return contender.usesBroker();
    }

    @Override
    public Figures run(Stage stage) {
        double alone;
        try (Trial trial = stage.start(Setup.PLAIN)) {
            PUBLISHING.begin(trial);
            alone = Publishing.costPerDelivery(PUBLISHING.measure(trial));
        }
        try (Trial trial = stage.start(Setup.PLAIN.withInstances(2))) {
            Figures figures = PUBLISHING.begin(trial);
            Measured measured = PUBLISHING.measure(trial);
            return PUBLISHING
                    .describe(figures, trial, measured)
                    .with(Measure.CPU_AGAINST_ONE_INSTANCE, Publishing.costPerDelivery(measured) / alone);
        }
    }
}
