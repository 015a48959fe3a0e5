package dev.tidings.studio.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.instance.Instances;
import dev.tidings.instance.WorkPool;
import dev.tidings.support.Api;
import dev.tidings.support.RunningApplication;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** What an orderly stop says about the jobs that it cuts off. */
@RunningApplication
@DirtiesContext
@TestPropertySource(properties = "tidings.jobs.check-interval=1h")
class JobShutdownIntegrationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private JobService service;

    @Autowired
    private WorkPool jobPool;

    @Autowired
    private Instances instances;

    @Test
    void failsWhatIsNotFinished() {
        Api alice = Api.on(port).as("alice");
        String id = UUID.randomUUID().toString();
        service.create(id, new Job.Order("alice", Job.CHECKSUM, alice.home(), "Home"), instances.self());

        jobPool.stop();

        JsonNode job = alice.get("/api/jobs/" + id).json();
        assertThat(job.path("status").asString()).isEqualTo("failed");
        assertThat(job.path("error").asString()).isEqualTo(JobLedger.INTERRUPTED);
    }
}
