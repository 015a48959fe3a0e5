package dev.tidings.studio.assets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file whose content can be read, as long as nobody deletes it. */
public final class AssetFile {

    private final Asset asset;
    private final String path;
    private final Path content;

    AssetFile(Asset asset, String path, Path content) {
        this.asset = asset;
        this.path = path;
        this.content = content;
    }

    public String id() {
        return asset.id();
    }

    public String name() {
        return asset.name();
    }

    /** Returns the media type, as it was told from the first bytes and the name. */
    public String contentType() {
        return asset.contentType();
    }

    /** Returns a number that is higher whenever anything of the file was changed. */
    public long version() {
        return asset.version();
    }

    /** Returns the names on the way from the folder that was asked for, joined by {@code /}. */
    public String path() {
        return path;
    }

    public long size() {
        return asset.size();
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
