package dev.tidings.broker;

import dev.tidings.changelog.PublicationHandle;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.stomp.StompBrokerRelayMessageHandler;
import org.springframework.messaging.support.ExecutorChannelInterceptor;

/**
 * Tells the publisher the outcome once the broker relay has flushed a message.
 */
final class PublicationCompletion implements ExecutorChannelInterceptor {

    @Override
    public void afterMessageHandled(
            Message<?> message, MessageChannel channel, MessageHandler handler, @Nullable Exception ex) {
        PublicationHandle publication = PublicationHandle.of(message);
        if (publication == null || !(handler instanceof StompBrokerRelayMessageHandler broker)) {
            return;
        }
        if (ex != null) {
            publication.fail(ex);
        } else if (!broker.isRunning()) {
            // A broker handler that is not running drops what it gets without a word.
            publication.fail(new MessageDeliveryException(message, "The broker engine is not running"));
        } else {
            publication.complete();
        }
    }
}
