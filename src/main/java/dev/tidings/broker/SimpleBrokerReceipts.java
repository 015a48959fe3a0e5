package dev.tidings.broker;

import dev.tidings.broker.SubscriptionReceipts.Pending;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ExecutorChannelInterceptor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHeaderAccessor;

/** Gives receipts for what Spring's simple broker has done; it gives none itself. */
final class SimpleBrokerReceipts implements ExecutorChannelInterceptor {

    private static final byte[] NO_BODY = {};

    private final SubscriptionReceipts receipts;
    private final MessageChannel clientOutboundChannel;

    SimpleBrokerReceipts(SubscriptionReceipts receipts, MessageChannel clientOutboundChannel) {
        this.receipts = receipts;
        this.clientOutboundChannel = clientOutboundChannel;
    }

    @Override
    public void afterMessageHandled(
            Message<?> message, MessageChannel channel, MessageHandler handler, @Nullable Exception ex) {
        var headers = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        if (ex != null || headers == null || !(handler instanceof SimpleBrokerMessageHandler)) {
            return;
        }
        if (headers.getCommand() == StompCommand.SUBSCRIBE) {
            Pending pending = Pending.of(message);
            if (pending != null) {
                receipts.answer(pending);
            }
        } else if (headers.getCommand() == StompCommand.UNSUBSCRIBE && headers.getReceipt() != null) {
            confirm(headers);
        }
    }

    private void confirm(StompHeaderAccessor request) {
        StompHeaderAccessor headers = StompHeaderAccessor.create(StompCommand.RECEIPT);
        headers.setSessionId(request.getSessionId());
        headers.setReceiptId(request.getReceipt());
        clientOutboundChannel.send(MessageBuilder.createMessage(NO_BODY, headers.getMessageHeaders()));
    }
}
