package dev.tidings.studio.models;

import dev.tidings.change.MessageType;
import dev.tidings.destination.UserQueueName;
import dev.tidings.http.AllowedHosts;
import dev.tidings.http.OutboundRequests;
import dev.tidings.instance.Instances;
import dev.tidings.instance.RepeatedTask;
import dev.tidings.instance.WorkPool;
import dev.tidings.studio.activity.ActivityCounts;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ModelProperties.class)
class ModelConfiguration {

    @Bean
    UserQueueName downloadQueue() {
        return new UserQueueName(ModelChanges.DOWNLOADS);
    }

    @Bean
    UserQueueName modelQueue() {
        return new UserQueueName(ModelChanges.MODELS);
    }

    @Bean
    MessageType<DownloadResource> downloadUpdate() {
        return ModelChanges.DOWNLOAD_UPDATE;
    }

    @Bean
    MessageType<CacheStatus> cacheStatusUpdate() {
        return ModelChanges.CACHE_STATUS;
    }

    @Bean
    ModelFiles modelFiles(@Value("${tidings.storage.location}") Path location) {
        return new ModelFiles(location);
    }

    @Bean
    AllowedHosts modelHosts(ModelProperties properties) {
        return new AllowedHosts(properties.allowedHosts());
    }

    @Bean
    Transfer transfer(AllowedHosts modelHosts, ModelProperties properties) {
        return new Transfer(new OutboundRequests(modelHosts, properties.timeout()), properties);
    }

    @Bean
    ActivityCounts downloadCounts(JdbcClient jdbc) {
        return new ActivityCounts(ModelChanges.DOWNLOADS, "download", "owner", jdbc);
    }

    @Bean
    WorkPool downloadPool(DownloadLedger ledger, ModelProperties properties, Instances instances) {
        return new WorkPool("download", properties.concurrency(), ledger, instances);
    }

    @Bean
    RepeatedTask abandonedDownloadsCheck(WorkPool downloadPool, ModelProperties properties) {
        return new RepeatedTask("abandoned-downloads", properties.checkInterval(), downloadPool::failAbandoned);
    }
}
