package dev.tidings.studio.workflows;

import dev.tidings.http.NameRules;
import dev.tidings.http.Problems;
import dev.tidings.studio.workflows.Node.HttpGet;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules for a graph whose parts are right each by itself. One that breaks a rule is refused, never corrected. */
final class GraphRules {

    private GraphRules() {}

    /**
     * Lets a graph pass that can run.
     *
     * @throws org.springframework.web.ErrorResponseException with status 400 and the field that breaks a rule
     */
    static void check(Graph graph) {
        checkEdges(graph.edges(), checkNodes(graph.nodes()));
        Map<String, Long> inputs =
                graph.edges().stream().collect(Collectors.groupingBy(Edge::target, Collectors.counting()));
        checkInputs(graph.nodes(), inputs);
        checkCycles(graph, inputs);
    }

    /** Returns the ids of the nodes. */
    private static Set<String> checkNodes(List<Node> all) {
        var ids = new HashSet<String>();
        for (int i = 0; i < all.size(); i++) {
            Node node = all.get(i);
            String field = "graph.nodes[%d].".formatted(i);
            NameRules.check(field + "name", node.name(), Node.MAX_NAME_CHARACTERS);
            if (node instanceof HttpGet get) {
                requireAddress(field + "url", get.url());
            }
            if (!ids.add(node.id())) {
                throw Problems.badField(field + "id", "must be unique, but '%s' is there already".formatted(node.id()));
            }
        }
        return ids;
    }

    private static void requireAddress(String field, String url) {
        try {
            if (NameRules.isWellFormed(url) && new URI(url).getHost() != null) {
                return;
            }
        } catch (URISyntaxException _) {
            // Told below.
        }
        throw Problems.badField(field, "must be an address with a host (RFC 3986)");
    }

    private static void checkEdges(List<Edge> all, Set<String> nodes) {
        var ids = new HashSet<String>();
        for (int i = 0; i < all.size(); i++) {
            Edge edge = all.get(i);
            String field = "graph.edges[%d].".formatted(i);
            if (!ids.add(edge.id())) {
                throw Problems.badField(field + "id", "must be unique, but '%s' is there already".formatted(edge.id()));
            }
            requireNode(nodes, field + "source", edge.source());
            requireNode(nodes, field + "target", edge.target());
        }
    }

    private static void requireNode(Set<String> nodes, String field, String id) {
        if (!nodes.contains(id)) {
            throw Problems.badField(field, "must be the id of a node, but is '%s'".formatted(id));
        }
    }

    private static void checkInputs(List<Node> all, Map<String, Long> inputs) {
        for (int i = 0; i < all.size(); i++) {
            Node node = all.get(i);
            long has = inputs.getOrDefault(node.id(), 0L);
            if (has < node.inputs().least()) {
                throw Problems.badField(
                        "graph.nodes[%d]".formatted(i),
                        "needs an edge to it or an 'asset_id', but '%s' has neither".formatted(node.id()));
            }
            if (has > node.inputs().most()) {
                throw Problems.badField(
                        "graph.nodes[%d]".formatted(i),
                        "takes at most %d inputs, but %d edges lead to '%s'"
                                .formatted(node.inputs().most(), has, node.id()));
            }
        }
    }

    /** Goes through the nodes in an order of dependency, as far as there is one. */
    private static void checkCycles(Graph graph, Map<String, Long> inputs) {
        Map<String, List<String>> targets = graph.edges().stream()
                .collect(Collectors.groupingBy(Edge::source, Collectors.mapping(Edge::target, Collectors.toList())));
        var missing = new HashMap<>(inputs);
        var next = new ArrayDeque<String>();
        graph.nodes().stream()
                .map(Node::id)
                .filter(id -> !missing.containsKey(id))
                .forEach(next::add);
        while (!next.isEmpty()) {
            for (String target : targets.getOrDefault(next.remove(), List.of())) {
                if (missing.merge(target, -1L, Long::sum) == 0) {
                    missing.remove(target);
                    next.add(target);
                }
            }
        }
        if (!missing.isEmpty()) {
            throw Problems.badField(
                    "graph.edges",
                    "must not form a cycle, but '%s' is on one or behind one"
                            .formatted(missing.keySet().iterator().next()));
        }
    }
}
