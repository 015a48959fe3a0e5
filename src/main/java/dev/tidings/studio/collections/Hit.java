package dev.tidings.studio.collections;

import java.util.List;

/**
 * A file that a search has found.
 *
 * @param excerpt where the words stand in it, or how it begins; empty if its content is not indexed
 */
record Hit(String assetId, String name, List<Part> excerpt) {

    /**
     * A piece of an excerpt.
     *
     * @param match whether it is what was searched for
     */
    record Part(String text, boolean match) {}
}
