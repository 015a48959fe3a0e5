package dev.tidings.studio.executions;

import dev.tidings.change.MessageType;
import dev.tidings.destination.UserQueueName;
import dev.tidings.http.AllowedHosts;
import dev.tidings.http.OutboundRequests;
import dev.tidings.instance.Instances;
import dev.tidings.instance.RepeatedTask;
import dev.tidings.instance.WorkPool;
import dev.tidings.studio.activity.ActivityCounts;
import dev.tidings.studio.executions.ExecutionMessages.EdgeUpdate;
import dev.tidings.studio.executions.ExecutionMessages.ExecutionUpdate;
import dev.tidings.studio.executions.ExecutionMessages.LogUpdate;
import dev.tidings.studio.executions.ExecutionMessages.NodeProgress;
import dev.tidings.studio.executions.ExecutionMessages.NodeUpdate;
import dev.tidings.studio.executions.ExecutionMessages.OutputUpdate;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExecutionProperties.class)
class ExecutionConfiguration {

    private static final Duration CLEANING_INTERVAL = Duration.ofHours(1);

    @Bean
    UserQueueName executionQueue() {
        return new UserQueueName(ExecutionChanges.DESTINATION);
    }

    @Bean
    MessageType<ExecutionUpdate> executionUpdate() {
        return ExecutionMessages.EXECUTION;
    }

    @Bean
    MessageType<NodeUpdate> nodeUpdate() {
        return ExecutionMessages.NODE;
    }

    @Bean
    MessageType<NodeProgress> nodeProgress() {
        return ExecutionMessages.PROGRESS;
    }

    @Bean
    MessageType<OutputUpdate> outputUpdate() {
        return ExecutionMessages.OUTPUT;
    }

    @Bean
    MessageType<EdgeUpdate> edgeUpdate() {
        return ExecutionMessages.EDGE;
    }

    @Bean
    MessageType<LogUpdate> logUpdate() {
        return ExecutionMessages.LOG;
    }

    @Bean
    OutputFiles outputFiles(@Value("${tidings.storage.location}") Path location) {
        return new OutputFiles(location);
    }

    @Bean
    NodePool nodePool(ExecutionProperties properties) {
        return new NodePool(properties.nodeConcurrency());
    }

    @Bean
    NodeWork nodeWork(ExecutionProperties properties, JsonMapper json) {
        var requests = new OutboundRequests(new AllowedHosts(properties.allowedHosts()), properties.timeout());
        return new NodeWork(requests, properties, json);
    }

    @Bean
    ActivityCounts executionCounts(JdbcClient jdbc) {
        return new ActivityCounts(ExecutionChanges.DESTINATION, "execution", "user_name", jdbc);
    }

    @Bean
    WorkPool executionPool(ExecutionLedger ledger, ExecutionProperties properties, Instances instances) {
        return new WorkPool("execution", properties.concurrency(), ledger, instances);
    }

    @Bean
    RepeatedTask abandonedExecutionsCheck(WorkPool executionPool, ExecutionProperties properties) {
        return new RepeatedTask("abandoned-executions", properties.checkInterval(), executionPool::failAbandoned);
    }

    @Bean
    RepeatedTask oldExecutionsCleaning(OldExecutions executions, ExecutionProperties properties, Clock clock) {
        return new RepeatedTask(
                "old-executions",
                CLEANING_INTERVAL,
                () -> executions.deleteEndedBefore(clock.instant().minus(properties.keep())));
    }
}
