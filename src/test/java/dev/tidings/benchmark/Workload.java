package dev.tidings.benchmark;

/** One thing to measure. */
interface Workload {

    /** Returns the name by which it is chosen. */
    String name();

    String title();

    /** Returns what Tidings has to reach. */
    String aim();

    /** Returns whether a server can take part. */
    default boolean suits(Contender contender) {
        return true;
    }

    /** Measures one turn of one server. */
    Figures run(Stage stage);
}
