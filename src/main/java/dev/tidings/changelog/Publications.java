package dev.tidings.changelog;

import java.util.List;

/** What is published of the change log and what is not yet, in the one order in which entries were numbered. */
interface Publications {

    /** Reads up to which id everything is marked as published. */
    long readMark();

    /** Marks everything up to an id as published. Going back has no effect. */
    void mark(long id);

    /** Reads the entries that follow an id; those of one stream come in sequence. */
    List<PendingEntry> readAfter(long id, int limit);

    /**
     * An entry that is not published yet.
     *
     * @param id its place in the order of all entries
     */
    record PendingEntry(long id, ChangeLogEntry entry) {}
}
