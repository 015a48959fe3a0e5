package dev.tidings.broker;

import dev.tidings.broker.SubscriptionReceipts.Pending;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * Holds back the receipts that RabbitMQ gives for subscriptions until they carry a position. Stands on
 * both client channels: it notes each SUBSCRIBE that asks for a receipt on its way in and takes its RECEIPT
 * out of the messages on their way out.
 */
final class BrokerRelayReceipts implements ChannelInterceptor {

    private final SubscriptionReceipts receipts;
    private final Map<String, Map<String, Pending>> pendingBySession = new ConcurrentHashMap<>();

    BrokerRelayReceipts(SubscriptionReceipts receipts) {
        this.receipts = receipts;
    }

    @Override
    public @Nullable Message<?> preSend(Message<?> message, MessageChannel channel) {
        var headers = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        if (headers == null || headers.getCommand() == null || headers.getSessionId() == null) {
            return message;
        }
        return switch (headers.getCommand()) {
            case SUBSCRIBE -> note(message);
            case DISCONNECT -> forget(message, headers.getSessionId());
            case RECEIPT -> holdBack(message, headers.getSessionId(), headers.getReceiptId());
            default -> message;
        };
    }

    private Message<?> note(Message<?> message) {
        Pending pending = Pending.of(message);
        if (pending != null) {
            pendingBySession
                    .computeIfAbsent(pending.sessionId(), session -> new ConcurrentHashMap<>())
                    .put(pending.receipt(), pending);
        }
        return message;
    }

    private Message<?> forget(Message<?> message, String sessionId) {
        pendingBySession.remove(sessionId);
        return message;
    }

    private @Nullable Message<?> holdBack(Message<?> message, String sessionId, @Nullable String receiptId) {
        Map<String, Pending> ofSession = pendingBySession.getOrDefault(sessionId, Map.of());
        Pending pending = receiptId == null || ofSession.isEmpty() ? null : ofSession.remove(receiptId);
        if (pending == null) {
            return message;
        }
        receipts.answer(pending);
        return null;
    }
}
