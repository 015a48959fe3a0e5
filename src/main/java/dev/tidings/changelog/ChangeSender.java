package dev.tidings.changelog;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.Position;
import dev.tidings.destination.Destination;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageSendingOperations;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeTypeUtils;

/** Sends changes to the broker engine with the headers of the wire protocol. */
@Component
final class ChangeSender {

    private static final Logger logger = LoggerFactory.getLogger(ChangeSender.class);

    private final SimpMessageSendingOperations messages;

    /** Creates the sender. The template is lazy because whoever may announce changes may also guard its channels. */
    ChangeSender(@Lazy SimpMessageSendingOperations messages) {
        this.messages = messages;
    }

    /**
     * Hands an entry to the broker engine.
     *
     * @throws MessagingException if the engine does not take it
     */
    void send(ChangeLogEntry entry, PublicationHandle handle) {
        var headers = jsonHeaders(entry.key());
        headers.setHeader(PublicationHandle.HEADER, handle);
        headers.setHeader(RightsVersions.HEADER, entry.rights().numbered());
        headers.setNativeHeader("epoch", entry.position().epoch());
        headers.setNativeHeader("sequence", Long.toString(entry.position().sequence()));
        send(entry.destination(), headers, entry.body());
    }

    /** Sends a transient update once, and forgets it if the broker engine does not take it. */
    void sendTransient(Destination destination, @Nullable ChangeKey key, Position after, long rights, String body) {
        var headers = jsonHeaders(key);
        headers.setHeader(RightsVersions.HEADER, rights);
        headers.setNativeHeader("transient", "true");
        headers.setNativeHeader("after", after.toString());
        try {
            send(destination, headers, body);
        } catch (MessagingException ex) {
            logger.debug("Dropped a transient update destination={} key={}", destination, key, ex);
        }
    }

    private void send(Destination destination, SimpMessageHeaderAccessor headers, String body) {
        var message = MessageBuilder.createMessage(body.getBytes(StandardCharsets.UTF_8), headers.getMessageHeaders());
        messages.send(destination.sendAddress(), message);
    }

    private static SimpMessageHeaderAccessor jsonHeaders(@Nullable ChangeKey key) {
        var headers = SimpMessageHeaderAccessor.create(SimpMessageType.MESSAGE);
        headers.setContentType(MimeTypeUtils.APPLICATION_JSON);
        headers.setHeader(ChangeKeys.HEADER, key);
        headers.setLeaveMutable(true);
        return headers;
    }
}
