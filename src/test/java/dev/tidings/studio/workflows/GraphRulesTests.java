package dev.tidings.studio.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.studio.workflows.Node.Checksum;
import dev.tidings.studio.workflows.Node.Delay;
import dev.tidings.studio.workflows.Node.HttpGet;
import dev.tidings.studio.workflows.Node.TextTransform;
import dev.tidings.studio.workflows.Node.Transformation;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.web.ErrorResponseException;

/** Tests for {@link GraphRules}. */
class GraphRulesTests {

    @Test
    void letsAGraphPassThatCanRun() {
        var graph = new Graph(
                List.of(get("a"), get("b"), text("both"), new Checksum("sum", "sum", null), new Delay("d", "d", 1)),
                edges("a both", "b both", "both sum", "a d"));

        assertThatCode(() -> GraphRules.check(graph)).doesNotThrowAnyException();
        assertThatCode(() -> GraphRules.check(new Graph(List.of(), List.of()))).doesNotThrowAnyException();
    }

    @Test
    void refusesIdsThatAreThereTwice() {
        assertThat(problem(List.of(get("a"), get("a"))))
                .isEqualTo("'graph.nodes[1].id' must be unique, but 'a' is there already");
        assertThat(problem(List.of(get("a"), new Delay("b", "b", 0)), new Edge("e", "a", "b"), new Edge("e", "a", "b")))
                .isEqualTo("'graph.edges[1].id' must be unique, but 'e' is there already");
    }

    @Test
    void refusesEdgesToNothing() {
        assertThat(problem(List.of(get("a")), new Edge("e", "a", "b")))
                .isEqualTo("'graph.edges[0].target' must be the id of a node, but is 'b'");
        assertThat(problem(List.of(get("a")), new Edge("e", "b", "a")))
                .isEqualTo("'graph.edges[0].source' must be the id of a node, but is 'b'");
    }

    @Test
    void refusesNodesWithTooFewOrTooManyInputs() {
        assertThat(problem(List.of(new Checksum("c", "c", null))))
                .isEqualTo("'graph.nodes[0]' needs an edge to it or an 'asset_id', but 'c' has neither");
        assertThat(problem(List.of(get("a"), new Checksum("c", "c", "asset")), new Edge("e", "a", "c")))
                .isEqualTo("'graph.nodes[1]' takes at most 0 inputs, but 1 edges lead to 'c'");
        assertThat(problem(
                        List.of(get("a"), get("b"), new Checksum("c", "c", null)),
                        new Edge("e1", "a", "c"),
                        new Edge("e2", "b", "c")))
                .isEqualTo("'graph.nodes[2]' takes at most 1 inputs, but 2 edges lead to 'c'");
    }

    @Test
    void refusesCycles() {
        assertThat(problem(List.of(text("a"), text("b"), text("c")), edgesOf("a b", "b c", "c a")))
                .startsWith("'graph.edges' must not form a cycle");
        assertThat(problem(List.of(text("a")), edgesOf("a a"))).startsWith("'graph.edges' must not form a cycle");
        assertThat(problem(List.of(get("x"), text("a"), text("b")), edgesOf("x a", "a b", "b a")))
                .startsWith("'graph.edges' must not form a cycle");
    }

    private static String problem(List<Node> nodes, Edge... edges) {
        var thrown = catchThrowableOfType(
                ErrorResponseException.class, () -> GraphRules.check(new Graph(nodes, List.of(edges))));
        return Objects.requireNonNull(thrown.getBody().getDetail());
    }

    private static HttpGet get(String id) {
        return new HttpGet(id, id, "http://localhost/");
    }

    private static TextTransform text(String id) {
        return new TextTransform(id, id, null, Transformation.UPPER_CASE);
    }

    private static List<Edge> edges(String... pairs) {
        return List.of(edgesOf(pairs));
    }

    /** Makes edges of a source and a target each, with a blank between them. */
    private static Edge[] edgesOf(String... pairs) {
        return Arrays.stream(pairs)
                .map(pair -> pair.split(" "))
                .map(ends -> new Edge(ends[0] + "-" + ends[1], ends[0], ends[1]))
                .toArray(Edge[]::new);
    }
}
