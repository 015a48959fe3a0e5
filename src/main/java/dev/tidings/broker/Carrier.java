package dev.tidings.broker;

import dev.tidings.changelog.PublicationHandle;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages from this instance to the fan-out of every instance, this one included; those of one thread in
 * the order in which they were given, unless one is lost.
 */
interface Carrier {

    /**
     * Takes a message. Never blocks.
     *
     * @param publication told the outcome; without one nobody cares
     */
    void carry(CarriedMessage message, @Nullable PublicationHandle publication);
}
