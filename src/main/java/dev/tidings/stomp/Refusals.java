package dev.tidings.stomp;

import dev.tidings.destination.Destination;
import dev.tidings.session.Refusal;
import dev.tidings.session.Subscription;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Refuses what clients subscribe to, at once or later; their sessions go on. */
@Component
final class Refusals {

    private static final String NOT_READABLE = "There is no such destination that you may read";
    private static final String NO_LONGER_READABLE = "You may not read this destination any more";

    private final InboundMessages messages;

    Refusals(InboundMessages messages) {
        this.messages = messages;
    }

    /** Answers a SUBSCRIBE to what the client may not read. */
    void deny(ClientSession session, Frame subscribe) {
        refuse(session, subscribe, Refusal.ACCESS_DENIED, NOT_READABLE);
    }

    /** Answers a SUBSCRIBE that was not handed on. */
    void refuse(ClientSession session, Frame subscribe, Refusal refusal, String reason) {
        String id = String.valueOf(subscribe.header("id"));
        String destination = String.valueOf(subscribe.header("destination"));
        session.send(messages.refusal(session, id, destination, refusal, reason));
        confirm(session, subscribe.header("receipt"), refusal);
    }

    /**
     * Takes back a subscription that was given, whichever engine serves it: it delivers nothing more, and the client is
     * told. Does nothing if there is none of that id, or if that is another's by now. Called between two frames of the client.
     */
    void takeBack(ClientSession session, String id, Destination destination, Refusal refusal) {
        takeBack(session, id, destination, session.subscriptions().get(id), refusal);
    }

    /** Takes back a subscription of the fan-out engine, unless the client has ended it meanwhile. */
    void takeBack(ClientSession session, Subscription subscription, Refusal refusal) {
        Subscription current = session.subscriptions().get(subscription.id());
        if (current == null || current == subscription) {
            takeBack(session, subscription.id(), subscription.destination(), subscription, refusal);
        }
    }

    private void takeBack(
            ClientSession session,
            String id,
            Destination destination,
            @Nullable Subscription subscription,
            Refusal refusal) {
        if (session.destinations().remove(id, destination)) {
            messages.sendUnsubscribe(session, Map.of("id", id));
            String reason = refusal == Refusal.ACCESS_REVOKED ? NO_LONGER_READABLE : NOT_READABLE;
            session.send(messages.refusal(session, id, destination.address(), refusal, reason));
            if (subscription != null) {
                confirm(session, session.queue().takeReceipt(subscription), refusal);
            }
        }
    }

    private static void confirm(ClientSession session, @Nullable String receipt, Refusal refusal) {
        if (receipt != null) {
            session.send(Frame.of("RECEIPT").with("receipt-id", receipt).with("error", refusal.headerValue()));
        }
    }
}
