package dev.tidings.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Topic;
import dev.tidings.support.Answer;
import dev.tidings.support.Api;
import dev.tidings.support.Instance;
import dev.tidings.support.StompTestClient;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Tokens that an admin revokes on one of two instances. */
class TokenRevocationIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static Instance first;
    private static Instance second;

    private final Topic topic = new Topic("notes", UUID.randomUUID().toString());

    @BeforeAll
    static void start() {
        String database =
                "--spring.datasource.url=jdbc:h2:mem:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;LOCK_TIMEOUT=10000;DB_CLOSE_DELAY=-1"
                        .formatted(UUID.randomUUID());
        first = Instance.own(database);
        second = Instance.own(database);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    @Test
    void endsEverySessionOfAUserAndNoOther() {
        Api bob = first.api().as("bob");
        try (var here = StompTestClient.connected(first.port(), bob.token());
                var there = StompTestClient.connected(second.port(), first.token("bob"));
                var staying = StompTestClient.connected(second.port(), first.token("alice"))) {
            revoke(Map.of("user", "bob"));
            long asked = System.nanoTime();

            for (StompTestClient ended : List.of(here, there)) {
                assertThat(ended.expectError("token_revoked").header("retry")).isEqualTo("never");
                ended.expectClose(4401);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(LIMIT);
            staying.expectAlive();
        }

        // A session ends as soon as its instance knows; from then on so do requests.
        assertThat(statusAt(first, bob.token())).isEqualTo(401);
        assertThat(statusAt(second, bob.token())).isEqualTo(401);
        try (var again = StompTestClient.open(second.port())) {
            again.send("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer %s\n\n".formatted(bob.token()));

            assertThat(again.expectError("token_revoked").header("retry")).isEqualTo("never");
            again.expectClose(4401);
        }
        assertTakenAgain("bob");
    }

    @Test
    void endsTheSessionsOfOneTokenAlone() {
        String revoked = first.api().as("alice").token();
        String other = first.api().as("alice").token();
        try (var ending = StompTestClient.connected(second.port(), revoked);
                var staying = StompTestClient.connected(second.port(), other)) {
            revoke(Map.of("token_id", idOf(revoked)));

            ending.expectError("token_revoked");
            ending.expectClose(4401);
            staying.expectAlive();
            staying.send(
                    "SEND\ndestination:/app/session/token\nreceipt:r\nAuthorization:Bearer %s\n\n".formatted(revoked));
            staying.expectError("token_revoked");
            staying.expectClose(4401);
        }
        assertThat(statusAt(first, revoked)).isEqualTo(401);
        assertThat(statusAt(first, other)).isEqualTo(200);
    }

    @Test
    void reachesTokensThatDoNotSayWhenTheyWereIssued() {
        String token = first.tokenWithoutTimeOfIssue("publisher");
        assertThat(statusAt(first, token)).isEqualTo(200);

        revoke(Map.of("user", "publisher"));

        assertThat(statusAt(first, token)).isEqualTo(401);
        assertTakenAgain("publisher");
    }

    @Test
    void reachesRequestsThatWait() {
        Api admin = first.api().as("admin");
        first.announce("before", topic);
        Position head = first.bean(ChangeLog.class).heads(List.of(topic)).get(topic);
        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> second.api()
                .get(
                        "/api/changes?wait=20&from=%s@%s".formatted(topic.address(), head),
                        "Authorization",
                        "Bearer " + admin.token()));
        await().until(() -> second.gauge("tidings.changes.waiting") == 1);

        revoke(Map.of("user", "admin"));
        await().atMost(LIMIT).until(() -> statusAt(second, admin.token()) == 401);
        first.announce("after", topic);

        assertThat(waiting.join().isProblem(401).text()).doesNotContain("after");
        assertTakenAgain("admin");
    }

    @Test
    void takesExactlyOneOfUserAndToken() {
        for (Map<String, Object> bad : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("user", "bob", "token_id", "x"),
                Map.of("user", ""),
                Map.of("user", "a\0b"),
                Map.of("token_id", "a\0b"),
                Map.of("token_id", ""),
                Map.of("token_id", "x".repeat(256)))) {
            first.api().as("admin").post("/api/admin/revocations", bad).isProblem(400);
        }
    }

    @Test
    void takesNoTokenWhileItCannotBeKnownWhatIsRevoked() {
        try (Instance blind = Instance.own()) {
            String token = blind.token("alice");
            JdbcClient jdbc = blind.bean(JdbcClient.class);

            jdbc.sql("alter table token_revocation_version rename to hidden").update();

            long begun = System.nanoTime();
            await().atMost(Duration.ofSeconds(20)).until(() -> statusAt(blind, token) == 503);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(8));
            try (var client = StompTestClient.open(blind.port())) {
                client.send("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer %s\n\n".formatted(token));

                assertThat(client.expectError("internal").header("retry")).isEqualTo("later");
            }

            jdbc.sql("alter table hidden rename to token_revocation_version").update();

            await().atMost(LIMIT).until(() -> statusAt(blind, token) == 200);
        }
    }

    @Test
    void forgetsWhatIsOlderThanAnyToken() {
        try (Instance forgetful = Instance.own("--tidings.security.revocation-retention=1ms")) {
            var revocations = forgetful.bean(TokenRevocations.class);
            revocations.revokeToken("t");
            revocations.revokeAllOf("u");

            await().until(() -> {
                revocations.removeOld();
                return kept(forgetful, "revoked_token") + kept(forgetful, "revoked_user") == 0;
            });
        }
    }

    private static long kept(Instance instance, String table) {
        return instance.bean(JdbcClient.class)
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    /** Signs in until it is good again: a token names its second only. */
    private static void assertTakenAgain(String user) {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> statusAt(first, first.api().as(user).token()) == 200);
    }

    private static void revoke(Map<String, String> what) {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> first.api()
                                .as("admin")
                                .post("/api/admin/revocations", what)
                                .status()
                        == 204);
    }

    private static int statusAt(Instance instance, String token) {
        return instance.api().get("/api/me", "Authorization", "Bearer " + token).status();
    }

    private static String idOf(String token) {
        byte[] claims = Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.')));
        return JsonMapper.shared().readTree(claims).path("jti").asString();
    }
}
