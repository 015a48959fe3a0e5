package dev.tidings.benchmark;

import dev.tidings.benchmark.Trial.Measured;

/** What it costs to connect: handshake, CONNECT with a token where there is one, SUBSCRIBE with a receipt. */
final class Connecting implements Workload {

    private static final int CLIENTS = 5_000;
    private static final int SUBSCRIPTIONS = 1;
    private static final int DESTINATIONS = 1_000;
    private static final double MICROS = 1e6;

    /** Connecting takes far more code than delivering, which is compiled later. */
    private static final int WARM_UPS = 8;

    @Override
    public String name() {
        return "connect";
    }

    @Override
    public String title() {
        return "Connecting 5,000 clients (CONNECT with a JWT, SUBSCRIBE with receipt)";
    }

    @Override
    public String aim() {
        return "at most 500 µs of CPU each; the plain servers know no token";
    }

    /** How the loop writes makes no difference where nothing is published. */
    @Override
    public boolean suits(Contender contender) {
        return contender != Contender.NIO_SINGLE;
    }

    /**
     * Clients come and go until the server is warm; the first of them are what a fresh server has to bear. What a
     * server still does after its last answer counts.
     */
    @Override
    public Figures run(Stage stage) {
        try (Trial trial = stage.start(Setup.PLAIN)) {
            long warm = System.nanoTime()
                    + trial.options().warmUp().multipliedBy(WARM_UPS).toNanos();
            Measured first = connect(trial);
            do {
                disconnect(trial);
                connect(trial);
            } while (System.nanoTime() < warm);
            disconnect(trial);
            Measured measured = connect(trial);
            trial.probe();
            var figures = new Figures()
                    .with(Measure.CPU_PER_CLIENT, measured.cpu().serverAndBroker() / CLIENTS * MICROS)
                    .with(Measure.CPU_PER_FIRST_CLIENT, first.cpu().serverAndBroker() / CLIENTS * MICROS)
                    .with(Measure.LOAD_CLIENT, measured.cpu().client() / CLIENTS * MICROS);
            if (trial.contender().usesBroker()) {
                figures.with(
                        Measure.OF_BROKER,
                        100 * measured.cpu().broker() / measured.cpu().serverAndBroker());
            }
            return figures;
        }
    }

    private static Measured connect(Trial trial) {
        return trial.measure(() -> {
            var answer = trial.connect(CLIENTS, SUBSCRIPTIONS, DESTINATIONS);
            trial.awaitQuiet();
            return answer;
        });
    }

    private static void disconnect(Trial trial) {
        trial.probe();
        trial.disconnect();
        trial.awaitQuiet();
    }
}
