package dev.tidings.studio.jobs;

import dev.tidings.destination.UserQueueName;
import dev.tidings.instance.RepeatedTask;
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
    RepeatedTask abandonedJobsCheck(JobRunner runner, JobProperties properties) {
        return new RepeatedTask("abandoned-jobs", properties.checkInterval(), runner::failAbandoned);
    }
}
