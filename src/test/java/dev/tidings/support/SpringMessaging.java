package dev.tidings.support;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.messaging.simp.broker.BrokerAvailabilityEvent;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.messaging.AbstractSubProtocolEvent;

/**
 * What an application has that is built on Spring's messaging: handlers of messages, and listeners for its events. It
 * keeps all events, so that only an {@link Instance} has it: the benchmark, on the same class path, counts memory.
 */
@Controller
@ConditionalOnBooleanProperty(SpringMessaging.ENABLED)
public final class SpringMessaging {

    /** The property that brings it. */
    public static final String ENABLED = "tidings.test.spring-messaging";

    private final Queue<AbstractSubProtocolEvent> events = new ConcurrentLinkedQueue<>();
    private final Queue<Boolean> availability = new ConcurrentLinkedQueue<>();

    @MessageMapping("/test/notes/{id}")
    @SendTo("/topic/notes/{id}")
    Map<String, String> sendToTopic(@DestinationVariable String id, String text) {
        return Map.of("note", id, "text", text);
    }

    @MessageMapping("/test/jobs")
    @SendToUser("/queue/jobs")
    Map<String, String> sendToUser(String text) {
        return Map.of("text", text);
    }

    @EventListener
    void record(AbstractSubProtocolEvent event) {
        events.add(event);
    }

    @EventListener
    void record(BrokerAvailabilityEvent event) {
        availability.add(event.isBrokerAvailable());
    }

    /** Returns the events of a session, in their order. */
    public Stream<AbstractSubProtocolEvent> eventsOf(String session) {
        return events.stream()
                .filter(event -> session.equals(SimpMessageHeaderAccessor.getSessionId(
                        event.getMessage().getHeaders())));
    }

    /** Returns what was said of the broker, in its order. */
    public Stream<Boolean> availability() {
        return availability.stream();
    }
}
