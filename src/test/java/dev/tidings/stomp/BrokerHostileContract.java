package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.destination.Topic;
import dev.tidings.support.BrokerWatch;
import dev.tidings.support.BrokerWatch.Publication;
import dev.tidings.support.BrokerWatch.Topology;
import dev.tidings.support.Instance;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What bad input does where RabbitMQ stands behind the instance: looked at there, and not at what the client was told. */
@Tag(RabbitMq.TAG)
abstract class BrokerHostileContract extends HostileContract {

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private @Nullable Instance instance;
    private @Nullable BrokerWatch watch;

    /** Starts an instance in the mode that is tested. */
    abstract Instance started(Path storage, String database);

    /** Returns the user of RabbitMQ as which the instance publishes. */
    abstract String publisher();

    /** Returns the headers that messages of the instance may have. */
    abstract Set<String> headersOfServers();

    @BeforeAll
    void start(@TempDir Path storage) {
        watch = BrokerWatch.begin(rabbitMq);
        instance = started(storage, postgres.newDatabase());
    }

    @Override
    final Instance instance() {
        if (instance == null) {
            throw new IllegalStateException("The instance is not started");
        }
        return instance;
    }

    private BrokerWatch watch() {
        if (watch == null) {
            throw new IllegalStateException("RabbitMQ is not watched");
        }
        return watch;
    }

    @Override
    final Topology topology() {
        return watch().topology();
    }

    @Override
    final int channels() {
        return watch().channels();
    }

    @Override
    final void expectMessagesOfServersUntil(Topic last) {
        assertThat(watch().publishedUntil(message -> message.routingKeys().contains(last.routingKey())
                        && message.body().contains("still-here")))
                .allSatisfy(this::expectOfServer);
    }

    private void expectOfServer(Publication message) {
        assertThat(message.exchange()).isEqualTo("tidings.changes");
        assertThat(message.user()).isEqualTo(publisher());
        assertThat(message.headerNames()).isSubsetOf(headersOfServers());
        assertThat(message.toString()).doesNotContain(MARK);
    }

    @AfterAll
    void stop() throws IOException {
        instance().close();
        watch().close();
    }
}
