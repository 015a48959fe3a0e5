package dev.tidings.broker;

/** Knows whether the rights of readers have been asked for since they changed last. Safe for use by several threads. */
interface Rights {

    /** Returns whether a message that has this version of the rights may be delivered now. */
    boolean areKnown(long version);

    /** Has rights asked for again, and does something after that; whoever waits looks again then. Never blocks. */
    void afterNextCheck(Runnable action);
}
