package dev.tidings.security;

import dev.tidings.destination.BadDestinationException;
import dev.tidings.destination.Destination;
import dev.tidings.destination.DestinationCatalog;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;

/**
 * Decides on every message of a client: a SUBSCRIBE passes if the destination follows the grammar, is
 * declared and may be read by the user; a SEND only below {@code /app/}. What belongs to the session itself
 * passes as soon as there is a user.
 */
final class DestinationAuthorizationManager implements AuthorizationManager<Message<?>> {

    private static final AuthorizationDecision GRANTED = new AuthorizationDecision(true);
    private static final AuthorizationDecision DENIED = new AuthorizationDecision(false);

    private final DestinationCatalog destinations;

    DestinationAuthorizationManager(DestinationCatalog destinations) {
        this.destinations = destinations;
    }

    @Override
    public AuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> user, Message<?> message) {
        Authentication authentication = user.get();
        SimpMessageType type = SimpMessageHeaderAccessor.getMessageType(message.getHeaders());
        if (type == SimpMessageType.DISCONNECT) {
            return GRANTED;
        }
        if (authentication == null || !authentication.isAuthenticated() || type == null) {
            return DENIED;
        }
        String address = SimpMessageHeaderAccessor.getDestination(message.getHeaders());
        return switch (type) {
            case CONNECT, HEARTBEAT, UNSUBSCRIBE -> GRANTED;
            case SUBSCRIBE -> decide(address != null && mayRead(authentication, address));
            case MESSAGE -> decide(address != null && address.startsWith("/app/"));
            default -> DENIED;
        };
    }

    private boolean mayRead(Authentication user, String address) {
        try {
            return destinations.mayRead(Readers.of(user), Destination.ofAddress(address, user.getName()));
        } catch (BadDestinationException ex) {
            return false;
        }
    }

    private static AuthorizationDecision decide(boolean granted) {
        return granted ? GRANTED : DENIED;
    }
}
