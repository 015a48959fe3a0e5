package dev.tidings.monitoring;

import dev.tidings.destination.Destination;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.messaging.simp.user.SimpSession;
import org.springframework.messaging.simp.user.SimpSubscription;
import org.springframework.messaging.simp.user.SimpUser;
import org.springframework.messaging.simp.user.SimpUserRegistry;

/**
 * Whose sessions are where.
 *
 * @param reader name of a user
 * @param room address of a destination as a server sends to it; empty for wherever the sessions are
 */
record Attendance(String reader, String room) {

    /** Room of all sessions, whether subscribed to something or not. */
    static final String ANYWHERE = "";

    /** Counts the sessions of an instance. */
    static Map<Attendance, Integer> of(SimpUserRegistry users) {
        var counts = new HashMap<Attendance, Integer>();
        for (SimpUser user : users.getUsers()) {
            for (SimpSession session : user.getSessions()) {
                rooms(user.getName(), session)
                        .forEach(room -> counts.merge(new Attendance(user.getName(), room), 1, Integer::sum));
            }
        }
        return counts;
    }

    private static Set<String> rooms(String reader, SimpSession session) {
        var rooms = new HashSet<>(Set.of(ANYWHERE));
        for (SimpSubscription subscription : session.getSubscriptions()) {
            rooms.add(
                    Destination.ofAddress(subscription.getDestination(), reader).sendAddress());
        }
        return rooms;
    }
}
