package dev.tidings.benchmark;

/** What a client costs in memory that is connected, has two subscriptions, and receives nothing. */
final class IdleClients implements Workload {

    private static final int CLIENTS = 10_000;
    private static final int SUBSCRIPTIONS = 2;
    private static final int DESTINATIONS = 1_000;
    private static final int FIRST_CLIENTS = 200;
    private static final double KILOBYTE = 1_000;
    private static final double MEGABYTE = 1_000_000;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String title() {
        return "10,000 idle clients × 2 subscriptions";
    }

    @Override
    public String aim() {
        return "at most 30 KB per client in the JVM, RabbitMQ's memory unchanged";
    }

    /** How the loop writes makes no difference where nothing is published. */
    @Override
    public boolean suits(Contender contender) {
        return contender != Contender.NIO_SINGLE;
    }

    /** A few clients come and go first: what is loaded for them, once, is not memory per client. */
    @Override
    public Figures run(Stage stage) {
        try (Trial trial = stage.start(Setup.TIGHT)) {
            trial.connect(FIRST_CLIENTS, SUBSCRIPTIONS, DESTINATIONS);
            trial.probe();
            trial.disconnect();
            trial.awaitQuiet();
            double memory = trial.memory();
            double brokerMemory = trial.brokerMemory();

            int clients = trial.affordable(CLIENTS);
            trial.connect(clients, SUBSCRIPTIONS, DESTINATIONS);
            trial.awaitQuiet();
            var figures = new Figures()
                    .with(Measure.CLIENTS, clients)
                    .with(Measure.MEMORY_PER_CLIENT, (trial.memory() - memory) / clients / KILOBYTE);
            if (trial.contender().usesBroker()) {
                figures.with(Measure.BROKER_MEMORY_GROWTH, (trial.brokerMemory() - brokerMemory) / MEGABYTE);
            }
            trial.probe();
            return figures;
        }
    }
}
