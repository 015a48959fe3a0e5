package dev.tidings.studio.watching;

import dev.tidings.destination.Topic;
import java.util.Map;

/** Something that changes without saying so. Each is a bean, and its topic one that somebody may read. */
public interface WatchedSource {

    /** Returns the name of the type of its items, as a change has it. */
    String type();

    /** Returns where its changes are announced. */
    Topic topic();

    /**
     * Looks at it.
     *
     * @return what clients see of each item beside {@code id} and {@code etag}, by its id: what a
     *     {@link dev.tidings.change.ChangeKey} takes
     */
    Map<String, ? extends Record> read();
}
