package dev.tidings.changelog;

/** What is published of the change log and what is not yet. */
interface Publications extends NumberedEntries {

    /** Marks everything up to an id as published. Going back has no effect. */
    void mark(long id);
}
