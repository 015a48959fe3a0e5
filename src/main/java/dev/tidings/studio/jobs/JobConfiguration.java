package dev.tidings.studio.jobs;

import dev.tidings.destination.UserQueueName;
import dev.tidings.instance.Instances;
import dev.tidings.instance.RepeatedTask;
import dev.tidings.instance.WorkPool;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobProperties.class)
class JobConfiguration {

    @Bean
    UserQueueName jobQueue() {
        return new UserQueueName(JobService.QUEUE);
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
