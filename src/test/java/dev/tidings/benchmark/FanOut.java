package dev.tidings.benchmark;

import dev.tidings.benchmark.Trial.Measured;

/**
 * Publishing to one server, and nothing else.
 *
 * @param name by which it is chosen
 * @param title what it is
 * @param aim what Tidings has to reach
 * @param setup how the server is started
 * @param publishing what is published to whom
 */
record FanOut(String name, String title, String aim, Setup setup, Publishing publishing) implements Workload {

    private static final double NANOS_PER_MICRO = 1e3;
    private static final int USUAL_BYTES = 300;

    @Override
    public boolean suits(Contender contender) {
        return !setup.logged() || contender.isTidings();
    }

    @Override
    public Figures run(Stage stage) {
        try (Trial trial = stage.start(setup)) {
            Figures figures = publishing.begin(trial);
            Measured measured = publishing.measure(trial);
            publishing.describe(figures, trial, measured);
            if (setup.logged()) {
                figures.with(Measure.CHANGES_PER_SECOND, Publishing.changesPerSecond(measured))
                        .with(Measure.DATABASE_PER_CHANGE, Publishing.costOfDatabase(measured));
            }
            if (isComparedByByte()) {
                figures.with(
                        Measure.CPU_PER_BYTE,
                        Publishing.costPerDelivery(measured) * NANOS_PER_MICRO / publishing.bytes());
            }
            return figures;
        }
    }

    /** Whether the size of the bodies is the point, or this is what those of another size are compared with. */
    private boolean isComparedByByte() {
        return publishing.bytes() != USUAL_BYTES
                || (!setup.logged() && publishing.equals(Publishing.toOneDestination(1_000, USUAL_BYTES)));
    }
}
