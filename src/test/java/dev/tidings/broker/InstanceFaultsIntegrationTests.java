package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.NumberedEntries;
import dev.tidings.destination.Topic;
import dev.tidings.support.Auditor;
import dev.tidings.support.Auditor.Promise;
import dev.tidings.support.Instance;
import dev.tidings.support.InstanceProcess;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.Writers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests for what clients notice of an instance that freezes or dies under load beside another one. */
@Tag(RabbitMq.TAG)
class InstanceFaultsIntegrationTests {

    private static final int CLIENTS = 8;
    private static final int MANY = 50;
    private static final int FREEZES = 3;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String[] SETTINGS = {
        "--tidings.broker.head-check-interval=500ms", "--tidings.changelog.publication-timeout=2s"
    };

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private final List<Topic> topics = IntStream.range(0, 3)
            .mapToObj(i -> new Topic("notes", UUID.randomUUID().toString()))
            .toList();

    private final Topic ofFailingOnly = new Topic("notes", UUID.randomUUID().toString());

    private InstanceProcess failing;
    private Instance other;
    private List<Auditor> ofFailing = List.of();
    private List<Auditor> ofOther = List.of();
    private Writers writers;

    @BeforeEach
    void start(@TempDir Path storage) {
        String database = postgres.newDatabase();
        // The first to come takes the lease.
        failing = InstanceProcess.onRabbitMq(storage, database, rabbitMq, SETTINGS);
        other = Instance.onRabbitMq(storage, database, rabbitMq, SETTINGS);
        ofFailing = clients(session -> session == 0 ? failing.port() : other.port(), Promise.RECONNECTS);
        ofOther = clients(session -> other.port(), Promise.STAYS);
        writers = new Writers(List.of(other), topics, Duration.ofMillis(20));
        Auditor.awaitMore(ofFailing, MANY, LIMIT);
        Auditor.awaitMore(ofOther, MANY, LIMIT);
    }

    private List<Auditor> clients(IntUnaryOperator ports, Promise promise) {
        List<Auditor> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> new Auditor(
                        session -> StompTestClient.connected(ports.applyAsInt(session), other.token("alice")),
                        List.of(topics.get(i % 3), topics.get((i + 1) % 3), ofFailingOnly),
                        promise))
                .toList();
        clients.forEach(Auditor::awaitSubscribed);
        return clients;
    }

    @AfterEach
    void stop() {
        writers.close();
        Stream.concat(ofFailing.stream(), ofOther.stream()).forEach(Auditor::close);
        other.close();
        failing.close();
    }

    @Test
    void clientsOfTheOthersGetEverythingWhileTheHolderOfTheLeaseIsFrozen() {
        // Somewhere in the midst of what it does, and not always at the same place.
        for (int i = 0; i < FREEZES; i++) {
            IntStream.range(0, MANY).forEach(n -> failing.commit(ofFailingOnly));
            Auditor.awaitMore(ofFailing, 1, LIMIT);
            failing.pause();
            Auditor.awaitMore(ofOther, MANY, LIMIT);
            long published = published();
            Auditor.awaitMore(ofOther, 1, LIMIT);
            assertThat(published()).as("published by a process that is frozen").isEqualTo(published);
            failing.resume();

            await().atMost(LIMIT).until(() -> published() > published + MANY);
        }
        assertEverythingCame();
        assertThat(ofFailing).allSatisfy(client -> assertThat(client.sessions()).isEqualTo(1));
    }

    @Test
    void clientsOfAKilledInstanceGoOnAtAnotherWhereTheyWere() {
        IntStream.range(0, MANY).forEach(n -> failing.commit(ofFailingOnly));
        Auditor.awaitMore(ofFailing, 1, LIMIT);
        failing.close();

        Auditor.awaitMore(ofFailing, MANY, LIMIT);
        Auditor.awaitMore(ofOther, MANY, LIMIT);
        assertEverythingCame();
        assertThat(ofFailing).allSatisfy(client -> assertThat(client.sessions()).isGreaterThan(1));
    }

    private long published() {
        return other.bean(NumberedEntries.class).publishedId();
    }

    private void assertEverythingCame() {
        writers.assertLogged(other);
        Auditor.assertExact(
                Stream.concat(ofFailing.stream(), ofOther.stream()).toList(), other.bean(ChangeLog.class), LIMIT);
    }
}
