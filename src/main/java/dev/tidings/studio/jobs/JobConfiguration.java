package dev.tidings.studio.jobs;

import dev.tidings.destination.UserQueueName;
import dev.tidings.instance.Instances;
import dev.tidings.instance.RepeatedTask;
import dev.tidings.instance.WorkPool;
import dev.tidings.studio.activity.ActivityCounts;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobProperties.class)
class JobConfiguration {

    @Bean
    UserQueueName jobQueue() {
        return new UserQueueName(JobService.QUEUE);
    }

    @Bean
    ActivityCounts jobCounts(JdbcClient jdbc) {
        return new ActivityCounts(JobService.QUEUE, "job", "owner", jdbc);
    }

    @Bean
    WorkPool jobPool(JobLedger ledger, JobProperties properties, Instances instances) {
        return new WorkPool("job", properties.concurrency(), ledger, instances);
    }

    @Bean
    RepeatedTask abandonedJobsCheck(WorkPool jobPool, JobProperties properties) {
        return new RepeatedTask("abandoned-jobs", properties.checkInterval(), jobPool::failAbandoned);
    }
}
