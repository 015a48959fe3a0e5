package dev.tidings.studio.assets;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the place where the content of files is kept.
 *
 * @param location folder that all instances share; content lies in {@code files} below it, and texts of indexed
 *     files in {@code collections}
 * @param maxFileSize size of the largest file that can be uploaded
 */
@ConfigurationProperties("tidings.storage")
@Validated
record StorageProperties(
        @DefaultValue("./data") Path location,
        @DefaultValue("1GB") DataSize maxFileSize) {

    StorageProperties {
        if (maxFileSize.toBytes() <= 0) {
            throw new IllegalArgumentException(
                    "'tidings.storage.max-file-size' must be positive, but was " + maxFileSize);
        }
    }
}
