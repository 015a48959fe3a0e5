package dev.tidings.session;

import dev.tidings.destination.Destination;
import dev.tidings.destination.Reader;
import java.util.Map;

/** One session of a client, as the broker engines see it. Safe for use by several threads. */
public interface Session {

    String id();

    /** Returns where the session comes from. */
    Origin origin();

    /** Returns whether the session is connected, and has not ended since. */
    boolean isConnected();

    /** Returns whether the session has ended: nothing that comes for it counts any more. */
    boolean hasEnded();

    /** Returns who reads; there is one as soon as the session is connected. */
    Reader reader();

    OutboundQueue queue();

    /** Returns how messages to this client are encoded. */
    MessageEncoding encoding();

    /** Returns what the client is subscribed to, by the id of the subscription, whichever engine serves it. */
    Map<String, Destination> destinations();

    /** Returns the subscriptions that the fan-out engine has of this session, by their id. */
    Map<String, Subscription> subscriptions();

    /**
     * Takes a subscription of the fan-out engine back: it delivers nothing more and the client is told, unless the client
     * has ended it meanwhile. The session goes on.
     */
    void refuse(Subscription subscription, Refusal refusal);

    /**
     * Takes the subscription of this id back, whichever engine serves it, unless the id is that of another by now. The
     * session goes on.
     */
    void takeBack(String subscriptionId, Destination destination, Refusal refusal);

    /** Sends the reason and closes the connection. */
    void end(ErrorCode code, String message);

    /** Does what is due: heartbeats, and an end to a client that is gone or takes nothing. */
    void tick(long nanoTime);
}
