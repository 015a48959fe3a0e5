package dev.tidings.studio.workflows;

import java.time.Instant;

/** A version as lists show it. */
record VersionItem(int number, String origin, String author, int nodeCount, Instant createdAt) {

    static VersionItem of(WorkflowVersion version) {
        return new VersionItem(
                version.number(),
                version.origin().word(),
                version.author(),
                version.graph().nodes().size(),
                version.createdAt());
    }
}
