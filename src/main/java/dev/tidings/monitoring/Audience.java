package dev.tidings.monitoring;

import dev.tidings.destination.Destination;
import org.springframework.stereotype.Component;

/** Knows whether anybody listens, for work that is done for listeners only. */
@Component
public final class Audience {

    private final SessionReportTables tables;

    Audience(SessionReportTables tables) {
        this.tables = tables;
    }

    /** Reads whether anybody in the cluster is subscribed to a destination; it is a few seconds until that is known. */
    public boolean isListening(Destination destination) {
        return tables.hasRoom(destination.address());
    }
}
