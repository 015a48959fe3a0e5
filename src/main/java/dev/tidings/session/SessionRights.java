package dev.tidings.session;

import dev.tidings.destination.DestinationCatalog;
import dev.tidings.destination.Reader;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Asks again for rights that a session had when it subscribed. */
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
        Reader reader = session.reader();
        for (var subscribed : Map.copyOf(session.destinations()).entrySet()) {
            if (!destinations.mayRead(reader, subscribed.getValue())) {
                session.takeBack(subscribed.getKey(), Refusal.ACCESS_REVOKED);
                revoked.increment();
            }
        }
    }
}
