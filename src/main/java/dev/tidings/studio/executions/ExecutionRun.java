package dev.tidings.studio.executions;

import dev.tidings.instance.Pace;
import dev.tidings.studio.executions.NodeRun.Output;
import dev.tidings.studio.workflows.Edge;
import dev.tidings.studio.workflows.Node;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the nodes of one execution: each as soon as the nodes before it are completed, as many at a time as there are
 * threads. When a node fails or somebody else ends the execution, the nodes that run are stopped.
 *
 * <p>For one thread, which decides everything; the nodes run on others and hand over their outcome.
 */
final class ExecutionRun {

    private static final Logger log = LoggerFactory.getLogger(ExecutionRun.class);
    private static final long STOP_SECONDS = 10;

    private final Execution execution;
    private final ExecutionService service;
    private final NodeWork work;
    private final NodePool pool;
    private final NodeInputs inputs;
    private final OutputFiles files;
    private final Supplier<Pace> paces;
    private final long checkMillis;

    private final Map<String, List<Node>> targets;
    private final Map<String, Integer> missing = new HashMap<>();
    private final Set<String> running = new HashSet<>();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final StopSignal stop = new StopSignal();

    /**
     * How a node came to its end.
     *
     * @param completed whether it is completed, and written down so; else the execution is over
     */
    private record Outcome(String nodeId, boolean completed) {}

    /**
     * Creates a run.
     *
     * @param paces makes the pace at which a node reports how far it is
     * @param checkMillis time between two looks whether somebody else has ended the execution
     */
    ExecutionRun(
            Execution execution,
            ExecutionService service,
            NodeWork work,
            NodePool pool,
            NodeInputs inputs,
            OutputFiles files,
            Supplier<Pace> paces,
            long checkMillis) {
        this.execution = execution;
        this.service = service;
        this.work = work;
        this.pool = pool;
        this.inputs = inputs;
        this.files = files;
        this.paces = paces;
        this.checkMillis = checkMillis;
        List<Edge> edges = execution.order().graph().edges();
        Map<String, Node> nodes = nodes().stream().collect(Collectors.toMap(Node::id, node -> node));
        this.targets = edges.stream()
                .collect(Collectors.groupingBy(
                        Edge::source, Collectors.mapping(edge -> nodes.get(edge.target()), Collectors.toList())));
        edges.forEach(edge -> missing.merge(edge.target(), 1, Integer::sum));
    }

    /** Runs the execution to its end. */
    void run() {
        files.prepare(execution.id());
        try {
            nodes().stream().filter(node -> !missing.containsKey(node.id())).forEach(this::submit);
            while (!running.isEmpty()) {
                Outcome outcome = take();
                boolean over = outcome == null ? !service.isRunning(execution.id()) : !outcome.completed();
                if (over) {
                    return;
                }
                if (outcome != null) {
                    goOnFrom(outcome.nodeId());
                }
            }
            service.complete(execution.id());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            stopNodes();
        }
    }

    private @Nullable Outcome take() throws InterruptedException {
        Outcome outcome = outcomes.poll(checkMillis, TimeUnit.MILLISECONDS);
        if (outcome != null) {
            running.remove(outcome.nodeId());
        }
        return outcome;
    }

    private void goOnFrom(String nodeId) {
        for (Node target : targets.getOrDefault(nodeId, List.of())) {
            int left = missing.getOrDefault(target.id(), 0) - 1;
            missing.put(target.id(), left);
            if (left == 0) {
                submit(target);
            }
        }
    }

    private void submit(Node node) {
        running.add(node.id());
        pool.execute(node, () -> {
            boolean completed = false;
            try {
                completed = runNode(node);
            } finally {
                // Whatever happened: a node without an outcome would be waited for until the instance ends.
                outcomes.add(new Outcome(node.id(), completed));
            }
        });
    }

    /** Runs a node and writes down how it ended; returns whether it is completed. */
    private boolean runNode(Node node) {
        if (stop.isGiven()) {
            return false;
        }
        try {
            Optional<NodeRun> started = service.startNode(execution.id(), node.id());
            return started.isPresent() && complete(node, started.get());
        } catch (RuntimeException ex) {
            log.error("A node failed unexpectedly execution={} node={}", execution.id(), node.id(), ex);
            service.failNode(execution.id(), node.id(), "The service failed while it ran the node", Usage.NONE);
            return false;
        }
    }

    private boolean complete(Node node, NodeRun started) {
        var metering = new Metering(paces.get(), stop, (done, total) -> service.progress(started, done, total));
        try {
            Output output = work.run(node, inputs.of(execution, node), files.file(started), metering);
            return service.completeNode(
                    execution.id(),
                    node.id(),
                    output,
                    metering.usage(output.bytes()),
                    "Made %d bytes of %s".formatted(output.bytes(), output.contentType()));
        } catch (NodeFailedException ex) {
            service.failNode(execution.id(), node.id(), ex.reason(), metering.usage(0));
        } catch (NodeStoppedException ex) {
            log.debug("Stopped a node execution={} node={}", execution.id(), node.id(), ex);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException ex) {
            log.warn("A node could not read or write execution={} node={}", execution.id(), node.id(), ex);
            service.failNode(
                    execution.id(),
                    node.id(),
                    "The service could not read the input or write the output",
                    metering.usage(0));
        }
        return false;
    }

    /** Stops the nodes that run and waits for them for a time: one that waits for another host notices late. */
    private void stopNodes() {
        stop.give();
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        try {
            while (!running.isEmpty() && System.nanoTime() < limit) {
                take();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!running.isEmpty()) {
            log.info("Nodes did not stop in time execution={} nodes={}", execution.id(), running);
        }
    }

    private List<Node> nodes() {
        return execution.order().graph().nodes();
    }
}
