package dev.tidings.broker;

import dev.tidings.destination.Destination;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.core.MessagePostProcessor;
import org.springframework.messaging.simp.SimpMessagingTemplate;

/**
 * Spring's template, with the queues of users addressed as everywhere here: Spring puts the name of a user into an
 * address as it is, except for slashes, so that names with other characters could not be told apart.
 */
final class UserMessagingTemplate extends SimpMessagingTemplate {

    UserMessagingTemplate(MessageChannel channel) {
        super(channel);
    }

    /**
     * Sends to all sessions of a user, on all instances.
     *
     * @param destination of the form {@code /queue/{name}}
     * @throws dev.tidings.destination.BadDestinationException if there is no such queue, or no such user can be
     */
    @Override
    public void convertAndSendToUser(
            String user,
            String destination,
            Object payload,
            @Nullable Map<String, Object> headers,
            @Nullable MessagePostProcessor postProcessor) {
        String address = Destination.ofAddress("/user" + destination, user).sendAddress();
        convertAndSend(address, payload, headers, postProcessor);
    }
}
