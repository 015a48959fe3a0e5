package dev.tidings.benchmark.server;

import dev.tidings.destination.Reader;
import dev.tidings.destination.TopicReaders;

/** The topics of the benchmark, which everybody may read. */
final class BenchmarkTopics implements TopicReaders {

    static final String NAME = "bench";

    @Override
    public String topicName() {
        return NAME;
    }

    @Override
    public boolean mayRead(Reader reader, String id) {
        return true;
    }
}
