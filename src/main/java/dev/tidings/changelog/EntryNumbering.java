package dev.tidings.changelog;

/**
 * Gives announced changes their place: the next sequences of their streams, and ids that follow the order
 * in which they were written. Called in a transaction, by one at a time on all instances.
 */
@FunctionalInterface
interface EntryNumbering {

    /** Prepares the transaction, before it locks anything. */
    default void prepare() {}

    /** Turns the oldest committed changes of the intake into entries and returns how many. */
    int number(int limit);
}
