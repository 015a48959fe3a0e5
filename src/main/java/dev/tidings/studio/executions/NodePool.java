package dev.tidings.studio.executions;

import dev.tidings.studio.workflows.Node;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads that run nodes, of all executions of this instance. Nodes that only wait take nobody's place. */
final class NodePool implements AutoCloseable {

    private final ExecutorService workers;
    private final ExecutorService waiting = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("node-wait-", 1).factory());

    NodePool(int concurrency) {
        // CPU time is measured by thread, which virtual threads do not have.
        workers = Executors.newFixedThreadPool(
                concurrency, Thread.ofPlatform().name("node-", 1).daemon().factory());
    }

    void execute(Node node, Runnable work) {
        (node instanceof Node.Delay ? waiting : workers).execute(work);
    }

    @Override
    public void close() {
        workers.shutdownNow();
        waiting.shutdownNow();
    }
}
