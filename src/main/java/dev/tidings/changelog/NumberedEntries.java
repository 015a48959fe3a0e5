package dev.tidings.changelog;

import java.util.List;

/**
 * The entries of all streams in the one order in which they were numbered. Whoever goes through them by id misses
 * none, because ids become visible in order.
 */
public interface NumberedEntries {

    /** Reads the id of the last entry, {@code 0} if there is none. */
    long lastId();

    /** Reads the id up to which everything is marked as published. */
    long publishedId();

    /** Reads the entries that follow an id; those of one stream come in sequence. */
    List<NumberedEntry> readAfter(long id, int limit);

    /**
     * An entry with its place in the order of all entries.
     *
     * @param id its place
     */
    record NumberedEntry(long id, ChangeLogEntry entry) {}
}
