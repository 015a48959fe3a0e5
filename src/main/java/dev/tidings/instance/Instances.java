package dev.tidings.instance;

import java.util.Comparator;
import java.util.Set;

/** The instances that are alive. */
public interface Instances {

    /** Returns the id of this instance, new with every start. */
    String self();

    /** Reads the ids of all instances whose entry was renewed in time, this one included. */
    Set<String> alive();

    /**
     * Reads whether this is the first of those that are alive, for work that one of them does. Two may be told so while
     * one of them comes or goes.
     */
    default boolean isFirst() {
        return alive().stream()
                .min(Comparator.naturalOrder())
                .filter(self()::equals)
                .isPresent();
    }
}
