package dev.tidings.changelog;

/** The right to publish, held by one instance at a time. Used by one thread at a time. */
interface PublicationLease {

    /** Takes or keeps the lease and returns whether this instance holds it now. */
    boolean hold();

    /** Returns what {@link #hold()} said last. May be called by any thread. */
    boolean isHeld();

    /** Lets another instance take the lease. */
    void release();
}
