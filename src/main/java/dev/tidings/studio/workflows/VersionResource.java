package dev.tidings.studio.workflows;

import java.time.Instant;

/** A version with its graph. */
record VersionResource(int number, String origin, String author, Graph graph, Instant createdAt) {

    static VersionResource of(WorkflowVersion version) {
        return new VersionResource(
                version.number(), version.origin().word(), version.author(), version.graph(), version.createdAt());
    }
}
