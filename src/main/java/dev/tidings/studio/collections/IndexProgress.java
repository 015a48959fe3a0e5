package dev.tidings.studio.collections;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How far the indexing of a collection is.
 *
 * @param current files that are done; at the end it equals the total
 * @param total files there are
 * @param fileName path of the file that is next, below the folder; only for a collection of one's own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IndexProgress(
        String collectionId,
        String collectionName,
        int current,
        int total,
        @Nullable String fileName) {}
