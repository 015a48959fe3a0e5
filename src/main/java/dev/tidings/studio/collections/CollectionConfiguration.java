package dev.tidings.studio.collections;

import dev.tidings.change.MessageType;
import dev.tidings.destination.UserQueueName;
import dev.tidings.instance.Instances;
import dev.tidings.instance.RepeatedTask;
import dev.tidings.instance.SharedFolders;
import dev.tidings.instance.WorkPool;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CollectionProperties.class)
class CollectionConfiguration {

    @Bean
    UserQueueName collectionQueue() {
        return new UserQueueName(CollectionChanges.DESTINATION);
    }

    @Bean
    MessageType<IndexProgress> indexProgressUpdate() {
        return CollectionChanges.PROGRESS;
    }

    @Bean
    SharedFolders indexFolders(@Value("${tidings.storage.location}") Path location) {
        return new SharedFolders(location, "collections");
    }

    @Bean
    WorkPool collectionPool(CollectionLedger ledger, CollectionProperties properties, Instances instances) {
        return new WorkPool("collection", properties.concurrency(), ledger, instances);
    }

    @Bean
    RepeatedTask abandonedCollectionsCheck(WorkPool collectionPool, CollectionProperties properties) {
        return new RepeatedTask("abandoned-collections", properties.checkInterval(), collectionPool::failAbandoned);
    }
}
