package dev.tidings.broker;

import dev.tidings.changelog.RightsVersions;
import dev.tidings.session.ErrorCode;
import dev.tidings.session.Session;
import dev.tidings.session.Sessions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.ExecutorChannelInterceptor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * Holds back what RabbitMQ delivers until the rights of the readers are known by the version that the message has. What they
 * lost is taken back by then, and its messages go to no client. A session for which that takes too long is ended, because
 * without its next message nothing that follows may be delivered.
 *
 * <p>Messages take their version with them in a header; clients do not get it.
 */
final class BrokerRelayRights implements ExecutorChannelInterceptor {

    private static final String HEADER = "rights";

    private final Rights rights;
    private final Sessions sessions;

    BrokerRelayRights(Rights rights, Sessions sessions) {
        this.rights = rights;
        this.sessions = sessions;
    }

    /** Returns what gives each message of the application its version on the way to RabbitMQ. */
    ChannelInterceptor onTheWayOut() {
        return new ChannelInterceptor() {
            @Override
            public Message<?> preSend(Message<?> message, MessageChannel channel) {
                long version = RightsVersions.of(message);
                if (version == 0) {
                    return message;
                }
                var headers = SimpMessageHeaderAccessor.wrap(message);
                headers.setNativeHeader(HEADER, Long.toString(version));
                return MessageBuilder.createMessage(message.getPayload(), headers.getMessageHeaders());
            }
        };
    }

    /** Waits on the thread of one session, whose messages come one after the other. */
    @Override
    public @Nullable Message<?> beforeHandle(Message<?> message, MessageChannel channel, MessageHandler handler) {
        var headers = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        if (headers == null || headers.getCommand() != StompCommand.MESSAGE || isKnown(version(headers))) {
            return message;
        }
        Session session = sessions.find(String.valueOf(headers.getSessionId()));
        if (session != null) {
            session.end(ErrorCode.INTERNAL, "Your rights cannot be checked now");
        }
        return null;
    }

    private static long version(StompHeaderAccessor headers) {
        String version = headers.getFirstNativeHeader(HEADER);
        return version == null ? 0 : Long.parseLong(version);
    }

    private boolean isKnown(long version) {
        long deadline = System.nanoTime() + RightsGate.TRUSTED.toNanos();
        while (!rights.areKnown(version)) {
            var checked = new CountDownLatch(1);
            rights.afterNextCheck(checked::countDown);
            try {
                if (!checked.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return false;
                }
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
