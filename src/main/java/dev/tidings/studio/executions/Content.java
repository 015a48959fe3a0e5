package dev.tidings.studio.executions;

import java.io.IOException;
import java.io.InputStream;

/** Something that a node can read: the output of another node, or the file of an asset. */
interface Content {

    /** Type of the content, as in HTTP. */
    String type();

    long size();

    /** Opens the content at its beginning. */
    InputStream open() throws IOException;
}
