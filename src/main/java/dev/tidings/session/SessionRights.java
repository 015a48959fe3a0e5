package dev.tidings.session;

import dev.tidings.destination.Destination;
import dev.tidings.destination.DestinationCatalog;
import dev.tidings.destination.Reader;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Asks again for rights that sessions had when they subscribed. */
@Component
public final class SessionRights {

    private final DestinationCatalog destinations;
    private final Counter revoked;

    SessionRights(DestinationCatalog destinations, MeterRegistry metrics) {
        this.destinations = destinations;
        this.revoked = Counter.builder("tidings.subscriptions.revoked")
                .description("Subscriptions taken back because the right to them was gone")
                .register(metrics);
    }

    /** Takes back every subscription of a connected session that its reader has no right to any more. */
    public void takeBackWhatIsLost(Session session) {
        begin().takeBackWhatIsLost(session);
    }

    /** Begins to look at several sessions: each right is asked for once, however many of them have it. */
    public Look begin() {
        return new Look();
    }

    /** One look at the rights of several sessions. Used by one thread. */
    public final class Look {

        private final Map<Right, Boolean> known = new HashMap<>();

        private Look() {}

        /** Takes back every subscription of a connected session that its reader has no right to any more. */
        public void takeBackWhatIsLost(Session session) {
            Reader reader = session.reader();
            Map.copyOf(session.destinations()).forEach((id, destination) -> {
                if (!mayRead(new Right(reader, destination))) {
                    session.takeBack(id, destination, Refusal.ACCESS_REVOKED);
                    revoked.increment();
                }
            });
        }

        private boolean mayRead(Right right) {
            return known.computeIfAbsent(right, asked -> destinations.mayRead(asked.reader(), asked.destination()));
        }
    }

    private record Right(Reader reader, Destination destination) {}
}
