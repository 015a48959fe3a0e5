package dev.tidings.studio.executions;

import java.io.IOException;

/** A node was told to stop. An {@link IOException}, since it is noticed while something is read. */
final class NodeStoppedException extends IOException {

    private static final long serialVersionUID = 1L;

    NodeStoppedException() {
        super("The node was told to stop");
    }
}
