package dev.tidings.session;

import dev.tidings.destination.DestinationCatalog;
import dev.tidings.destination.Reader;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Asks again for rights that a session had when it subscribed. */
@Component
public final class SessionRights {

    private final DestinationCatalog destinations;

    SessionRights(DestinationCatalog destinations) {
        this.destinations = destinations;
    }

    /**
     * Takes back every subscription of a connected session that its reader has no right to any more.
     *
     * @return how many
     */
    public int takeBackWhatIsLost(Session session) {
        Reader reader = session.reader();
        int lost = 0;
        for (var subscribed : Map.copyOf(session.destinations()).entrySet()) {
            if (!destinations.mayRead(reader, subscribed.getValue())) {
                session.takeBack(subscribed.getKey(), Refusal.ACCESS_REVOKED);
                lost++;
            }
        }
        return lost;
    }
}
