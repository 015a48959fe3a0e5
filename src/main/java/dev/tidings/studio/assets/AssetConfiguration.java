package dev.tidings.studio.assets;

import dev.tidings.destination.UserQueueName;
import dev.tidings.instance.RepeatedTask;
import jakarta.servlet.MultipartConfigElement;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageProperties.class)
class AssetConfiguration {

    /** Room in a request for what surrounds the file: boundaries and the other fields. */
    private static final DataSize FORM_SIZE = DataSize.ofKilobytes(64);

    @Bean
    FileStorage fileStorage(StorageProperties properties) {
        return new FileStorage(properties.location());
    }

    /** Lets uploads arrive on the disk where they stay, so that taking them over moves and copies nothing. */
    @Bean
    MultipartConfigElement multipartConfig(FileStorage storage, StorageProperties properties) {
        long maxFileSize = properties.maxFileSize().toBytes();
        return new MultipartConfigElement(
                storage.incoming().toString(), maxFileSize, maxFileSize + FORM_SIZE.toBytes(), 0);
    }

    @Bean
    UserQueueName assetQueue() {
        return new UserQueueName(AssetChanges.DESTINATION);
    }

    @Bean
    RepeatedTask orphanedContentRemoval(OrphanedContent orphaned) {
        return new RepeatedTask("orphaned-content", Duration.ofHours(1), orphaned::remove);
    }
}
