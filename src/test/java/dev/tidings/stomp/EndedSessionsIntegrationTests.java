package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.destination.Topic;
import dev.tidings.session.OutboundQueue;
import dev.tidings.session.Subscription;
import dev.tidings.support.Instance;
import dev.tidings.support.SpringMessaging;
import dev.tidings.support.StompTestClient;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** A session that has ended is forgotten with all that belonged to it, however it ended. */
class EndedSessionsIntegrationTests {

    private static final int SESSIONS = 50;

    @Test
    void leaveNothingInMemory() {
        try (Instance instance = Instance.own("--" + SpringMessaging.ENABLED + "=false")) {
            String token = instance.token("alice");
            List<Long> before = alive();

            for (int i = 0; i < SESSIONS; i++) {
                try (var client = StompTestClient.open(instance.port())) {
                    client.connect(token);
                    client.subscribe("s", new Topic("notes", "n" + i % 5).address());
                    if (i % 2 == 0) {
                        client.send("DISCONNECT\nreceipt:bye\n\n");
                        client.expectReceipt("bye");
                    }
                }
            }

            await().untilAsserted(() -> assertThat(alive()).isEqualTo(before));
        }
    }

    /** Returns how many sessions, queues and subscriptions a collection leaves. */
    private static List<Long> alive() {
        String histogram = histogram();
        return List.of(
                count(histogram, ClientSession.class),
                count(histogram, OutboundQueue.class),
                count(histogram, Subscription.class));
    }

    private static long count(String histogram, Class<?> type) {
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 3 && columns[3].equals(type.getName()))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }

    /** Returns the histogram of the heap after a collection. */
    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
