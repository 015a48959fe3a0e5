package dev.tidings.studio.assets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file whose content can be read, as long as nobody deletes it. */
public final class AssetFile {

    private final String path;
    private final long size;
    private final Path content;

    AssetFile(String path, long size, Path content) {
        this.path = path;
        this.size = size;
        this.content = content;
    }

    /** Returns the names on the way from the folder that was asked for, joined by {@code /}. */
    public String path() {
        return path;
    }

    public long size() {
        return size;
    }

    /**
     * Opens the content.
     *
     * @throws java.nio.file.NoSuchFileException if the file was deleted meanwhile
     */
    public InputStream open() throws IOException {
        return Files.newInputStream(content);
    }
}
