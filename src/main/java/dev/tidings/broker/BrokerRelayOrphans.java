package dev.tidings.broker;

import dev.tidings.session.Session;
import dev.tidings.session.Sessions;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * Has the connection to RabbitMQ closed whose client is gone before RabbitMQ has answered its CONNECT. Spring's relay
 * ignores a DISCONNECT that comes so early, and would keep the connection until RabbitMQ ends it.
 */
final class BrokerRelayOrphans implements ChannelInterceptor {

    private static final byte[] NO_BODY = {};

    private final Sessions sessions;
    private final MessageChannel clientInboundChannel;

    BrokerRelayOrphans(Sessions sessions, MessageChannel clientInboundChannel) {
        this.sessions = sessions;
        this.clientInboundChannel = clientInboundChannel;
    }

    @Override
    public Message<?> preSend(Message<?> message, MessageChannel channel) {
        var headers = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        if (headers != null && headers.getCommand() == StompCommand.CONNECTED) {
            String session = headers.getSessionId();
            if (session != null && isGone(session)) {
                disconnect(session);
            }
        }
        return message;
    }

    private boolean isGone(String id) {
        Session session = sessions.find(id);
        return session == null || session.hasEnded();
    }

    private void disconnect(String session) {
        var headers = StompHeaderAccessor.create(StompCommand.DISCONNECT);
        headers.setSessionId(session);
        clientInboundChannel.send(MessageBuilder.createMessage(NO_BODY, headers.getMessageHeaders()));
    }
}
