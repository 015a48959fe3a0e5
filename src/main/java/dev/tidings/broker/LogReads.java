package dev.tidings.broker;

import dev.tidings.change.Position;
import dev.tidings.destination.Destination;
import dev.tidings.session.Subscription;

/** What the fan-out needs of the change log. Nothing here blocks; answers go to the worker that delivers the stream. */
interface LogReads {

    /** Brings a subscription up to its stream. */
    void catchUp(Subscription subscription);

    /** Reads the entries that follow what a stream has delivered. */
    void repair(Destination destination, Position cursor);
}
