package dev.tidings.studio.activity;

import java.util.Map;

/** Counts the work of one kind. The module that does such work contributes one as a bean. */
public interface ActivityCounts {

    /** Returns the kind of the work, in the plural, such as {@code jobs}. */
    String kind();

    /** Counts the work of a user by its status, as far as the current transaction sees it; a status that nothing has may be absent. */
    Map<String, Long> countByStatus(String user);
}
