package dev.tidings.studio.executions;

import dev.tidings.studio.assets.AssetFile;
import dev.tidings.studio.assets.AssetFiles;
import dev.tidings.studio.workflows.Edge;
import dev.tidings.studio.workflows.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Finds what nodes read: the outputs of nodes before them, or files. */
@Component
final class NodeInputs {

    private final AssetFiles assets;
    private final NodeRunRepository nodes;
    private final OutputFiles files;

    NodeInputs(AssetFiles assets, NodeRunRepository nodes, OutputFiles files) {
        this.assets = assets;
        this.nodes = nodes;
        this.files = files;
    }

    /**
     * Returns what a node reads, in order.
     *
     * @throws NodeFailedException if a file is not there any more, or not for who started the execution
     */
    List<Content> of(Execution execution, Node node) throws NodeFailedException {
        String assetId = node.assetId();
        if (assetId != null) {
            return List.of(file(execution.order().user(), assetId));
        }
        return execution.order().graph().edges().stream()
                .filter(edge -> edge.target().equals(node.id()))
                .map(Edge::source)
                .map(source -> output(execution.id(), source))
                .toList();
    }

    private Content file(String user, String assetId) throws NodeFailedException {
        return Optional.of(assetId)
                .filter(id -> assets.isReadableFile(user, id))
                .flatMap(assets::findContents)
                .map(contents -> new FileContent(contents.files().getFirst()))
                .orElseThrow(() -> new NodeFailedException(
                        "There is no file '%s' any more that '%s' may read".formatted(assetId, user)));
    }

    private Content output(String executionId, String nodeId) {
        return nodes.find(executionId, nodeId)
                .flatMap(run ->
                        Optional.ofNullable(run.output()).map(output -> new OutputContent(output, files.file(run))))
                .orElseThrow(() -> new IllegalStateException(
                        "Node '%s' of execution '%s' has no output".formatted(nodeId, executionId)));
    }

    /** The content of an asset. */
    private record FileContent(AssetFile file) implements Content {

        @Override
        public String type() {
            return MediaType.APPLICATION_OCTET_STREAM_VALUE;
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public InputStream open() throws IOException {
            return file.open();
        }
    }

    /** What another node made. */
    private record OutputContent(NodeRun.Output output, Path file) implements Content {

        @Override
        public String type() {
            return output.contentType();
        }

        @Override
        public long size() {
            return output.bytes();
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }
}
