package dev.tidings.destination;

/**
 * Declares the topics of one name and says who may read them. The module that owns the resources
 * contributes one as a bean.
 *
 * <p>Asked on the thread that reads a client's connection, for every SUBSCRIBE: an answer may take one
 * look-up by key in the database, not more.
 */
public interface TopicReaders {

    /** Returns the name of the topics, such as {@code assets}. */
    String topicName();

    /** Returns whether the reader may read the topic with this id; {@code false} too if there is none. */
    boolean mayRead(Reader reader, String id);

    /**
     * Returns the version of the rights with which a reader was given the right that {@link #mayRead} tells, zero if it is as
     * old as the topic: of what was announced under a lower one, nothing is given out.
     */
    default long readableSince(Reader reader, String id) {
        return 0;
    }
}
