package dev.tidings.studio.activity;

import org.jspecify.annotations.Nullable;

/**
 * Published in the transaction in which a piece of work goes from one status to another.
 *
 * @param kind of the work, in the plural, such as {@code jobs}; one that {@link ActivityCounts} knows
 * @param user whose it is
 * @param from {@code null} if it is new
 * @param to {@code null} if it was deleted
 */
public record ActivityStepped(
        String kind,
        String user,
        @Nullable String from,
        @Nullable String to) {}
