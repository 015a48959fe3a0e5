package dev.tidings.broker;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * Answers a SUBSCRIBE that is in force with a RECEIPT that carries the position of its stream.
 *
 * <p>The position is read from the database, after the subscription is in force: every later entry is
 * published after that and therefore delivered. If it cannot be read the session ends with an ERROR, because
 * a subscription without a position could not be trusted.
 */
final class SubscriptionReceipts {

    private static final Logger logger = LoggerFactory.getLogger(SubscriptionReceipts.class);
    private static final byte[] NO_BODY = {};

    private final ChangeLog changeLog;
    private final MessageChannel clientOutboundChannel;
    private final Executor executor;

    SubscriptionReceipts(ChangeLog changeLog, MessageChannel clientOutboundChannel, Executor executor) {
        this.changeLog = changeLog;
        this.clientOutboundChannel = clientOutboundChannel;
        this.executor = executor;
    }

    /** Answers on a thread of the executor. */
    void answer(Pending pending) {
        executor.execute(() -> {
            try {
                send(receipt(pending, changeLog.head(pending.destination())));
            } catch (RuntimeException ex) {
                logger.warn("Could not read a position, ending the session session={}", pending.sessionId(), ex);
                send(sessionHeaders(StompCommand.ERROR, pending.sessionId()));
            }
        });
    }

    private static StompHeaderAccessor receipt(Pending pending, Position position) {
        StompHeaderAccessor headers = sessionHeaders(StompCommand.RECEIPT, pending.sessionId());
        headers.setReceiptId(pending.receipt());
        headers.setNativeHeader("position", position.toString());
        if (pending.since() != null && !pending.since().equals(position.toString())) {
            headers.setNativeHeader("reset", "use-changes");
        }
        return headers;
    }

    private static StompHeaderAccessor sessionHeaders(StompCommand command, String sessionId) {
        StompHeaderAccessor headers = StompHeaderAccessor.create(command);
        headers.setSessionId(sessionId);
        return headers;
    }

    private void send(StompHeaderAccessor headers) {
        clientOutboundChannel.send(MessageBuilder.createMessage(NO_BODY, headers.getMessageHeaders()));
    }

    /**
     * A SUBSCRIBE whose client waits for a receipt.
     *
     * @param since position that the client has reached, as it wrote it
     */
    record Pending(
            String sessionId,
            String receipt,
            Destination destination,
            @Nullable String since) {

        /** Returns what a SUBSCRIBE asks for, or {@code null} if it asks for no receipt. */
        static @Nullable Pending of(Message<?> subscribe) {
            var headers = MessageHeaderAccessor.getAccessor(subscribe, StompHeaderAccessor.class);
            Destination destination = DestinationTranslation.destinationOf(subscribe);
            if (headers == null
                    || headers.getReceipt() == null
                    || headers.getSessionId() == null
                    || destination == null) {
                return null;
            }
            return new Pending(
                    headers.getSessionId(), headers.getReceipt(), destination, headers.getFirstNativeHeader("since"));
        }
    }
}
