package dev.tidings.benchmark.server;

import dev.tidings.change.ResourceChange;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Topic;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** Announces changes in the change log: those that wait already share a transaction, as a service's own would. */
record LoggedPublisher(ChangeLog log, TransactionOperations transactions, JsonMapper json)
        implements Consumer<List<Line>> {

    @Override
    public void accept(List<Line> lines) {
        if (!lines.isEmpty()) {
            transactions.executeWithoutResult(_ -> lines.forEach(this::announce));
        }
    }

    private void announce(Line line) {
        String id = line.destination().substring(line.destination().lastIndexOf('/') + 1);
        log.announce(
                ResourceChange.updated("bench", json.readTree(line.body())),
                List.of(new Topic(BenchmarkTopics.NAME, id)));
    }
}
