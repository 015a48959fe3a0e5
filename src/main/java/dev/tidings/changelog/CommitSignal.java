package dev.tidings.changelog;

/**
 * Tells that changes were committed and have their numbers, on any instance.
 *
 * <p>Several commits may be told as one, one may be told twice or, while the connection to the database
 * is away, not at all: whoever listens looks by itself every second too.
 */
public interface CommitSignal {

    /** Adds a listener. It is called on the thread that committed or on one of our own and must not block. */
    void onCommit(Runnable listener);

    /** Tells all instances that there are new entries. Never blocks and never fails. */
    void raise();
}
