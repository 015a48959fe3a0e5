package dev.tidings.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.Instance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What users see who send too many requests. */
class UserRequestLimitIntegrationTests {

    private static final int BURST = 5;

    private static Instance instance;

    @BeforeAll
    static void start() {
        instance =
                Instance.own("--tidings.security.requests-per-second=1", "--tidings.security.request-burst=" + BURST);
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @Test
    void areToldToTryAgainLater() {
        Api alice = instance.api().as("alice");
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 10 * BURST; i++) {
            answers.add(alice.get("/api/me"));
        }

        List<Answer> refused =
                answers.stream().filter(answer -> answer.status() != 200).toList();

        assertThat(answers.subList(0, BURST)).extracting(Answer::status).containsOnly(200);
        assertThat(refused).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(answer.json().path("detail").asString()).contains("requests per second");
        });
        assertThat(instance.count("tidings.requests.limited")).isEqualTo(refused.size());
        assertThat(instance.api().as("bob").get("/api/me").status()).isEqualTo(200);
    }

    @Test
    void mayReadTheStateOfTheServerAtAnyTime() {
        Api admin = instance.api().as("admin");

        for (int i = 0; i < 2 * BURST; i++) {
            assertThat(admin.get("/actuator/prometheus").status()).isEqualTo(200);
            assertThat(instance.api().get("/actuator/health").status()).isEqualTo(200);
        }
    }
}
