package dev.tidings.studio.workflows;

import dev.tidings.http.Problems;
import dev.tidings.studio.assets.AssetFiles;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The files that graphs name. What becomes of them is shown to all who see the workflow. */
@Component
final class GraphFiles {

    private final AssetFiles assets;

    GraphFiles(AssetFiles assets) {
        this.assets = assets;
    }

    /**
     * Lets a graph pass whose files a user may read.
     *
     * @param known ids of further files that it may name, since it did before
     * @throws org.springframework.web.ErrorResponseException with status 400 and the node that names another
     */
    void requireReadable(String user, Graph graph, Set<String> known) {
        List<Node> nodes = graph.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            String assetId = nodes.get(i).assetId();
            if (assetId != null && !known.contains(assetId) && !assets.isReadableFile(user, assetId)) {
                throw Problems.badField(
                        "graph.nodes[%d].asset_id".formatted(i), "must be the id of a file that you may read");
            }
        }
    }

    /** Returns the ids of the files of a graph. */
    static Set<String> of(Graph graph) {
        return graph.nodes().stream()
                .map(Node::assetId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
