package dev.tidings.studio.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.change.Position;
import dev.tidings.support.Api;
import dev.tidings.support.RunningApplication;
import dev.tidings.support.StompTestClient;
import dev.tidings.support.StompTestClient.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** What a subscriber sees of a job that takes its time. */
@RunningApplication
@TestPropertySource(properties = "tidings.jobs.progress-interval=1ms")
class JobProgressIntegrationTests {

    private static final int FILE_BYTES = 64 << 20;

    @LocalServerPort
    private int port;

    @Test
    void reachesSubscribersWhileTheJobRunsAndNeverAfterItsEnd() {
        Api alice = Api.on(port).as("alice");
        String file = alice.file(alice.home(), "large", new byte[FILE_BYTES]);

        List<ServerFrame> messages = new ArrayList<>();
        try (var client = StompTestClient.connected(port, alice.token())) {
            client.subscribe("jobs", "/user/queue/jobs");
            alice.post("/api/jobs", Map.of("kind", "checksum", "asset_id", file));
            do {
                messages.add(client.expectMessage("jobs"));
            } while (!statusOf(messages.getLast()).equals("completed"));
            client.expectAlive();
        }

        List<ServerFrame> progress = messages.stream()
                .filter(JobProgressIntegrationTests::isTransient)
                .toList();
        assertThat(progress).isNotEmpty().allSatisfy(message -> {
            assertThat(message.headers()).doesNotContainKeys("epoch", "sequence");
            assertThat(Position.parse(message.header("after")).sequence()).isPositive();
            assertThat(statusOf(message)).isEqualTo("running");
        });
        assertThat(progress)
                .extracting(message ->
                        message.json().path("resource").path("progress").asDouble())
                .isSorted();
        assertThat(messages.getLast()).matches(message -> !isTransient(message), "is in the log");
        assertThat(messages.getLast().json().path("resource").path("progress").asDouble())
                .isEqualTo(1.0);
    }

    private static boolean isTransient(ServerFrame message) {
        return "true".equals(message.headers().get("transient"));
    }

    private static String statusOf(ServerFrame message) {
        return message.json().path("resource").path("status").asString();
    }
}
