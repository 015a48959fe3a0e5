package dev.tidings.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.destination.Topic;
import dev.tidings.support.Answer;
import dev.tidings.support.Instance;
import dev.tidings.support.Issuer;
import dev.tidings.support.StompTestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** The tokens of an OpenID Connect provider. */
class IssuerIntegrationTests {

    private Issuer issuer;
    private Instance instance;

    @BeforeEach
    void start() {
        issuer = Issuer.start();
        instance = Instance.own(issuer.settings("--tidings.security.clock-skew=5s"));
    }

    @AfterEach
    void stop() {
        instance.close();
        issuer.close();
    }

    @Test
    void areTakenOfWhoSignedInAsThePageDoes() {
        String alice = issuer.signIn("alice");
        String admin = issuer.signIn("admin");

        assertThat(me(alice).json().path("name").asString()).isEqualTo("alice");
        assertThat(get("/api/admin/sessions", alice).status()).isEqualTo(403);
        assertThat(get("/api/admin/sessions", admin).status()).isEqualTo(200);
        try (var client = StompTestClient.connected(instance.port(), alice);
                var ofAdmin = StompTestClient.connected(instance.port(), admin)) {
            Topic topic = new Topic("notes", "admin-" + UUID.randomUUID());
            assertThat(client.subscribe("s", topic.address()).header("error")).isEqualTo("access_denied");
            ofAdmin.subscribe("s", topic.address());
            instance.announce("for-admins", topic);
            ofAdmin.expectMessage("s");
            client.expectMessage("s");
            client.expectAlive();
        }
    }

    @Test
    void tellThePageWhereToSignInAndLetItTalkThere() {
        Answer answer = instance.api().get("/api/auth");

        assertThat(answer.json().path("demo").asBoolean(true)).isFalse();
        assertThat(answer.json().path("issuer").asString()).isEqualTo(issuer.uri());
        assertThat(answer.json().path("client_id").asString()).isEqualTo("tidings");
        assertThat(answer.json().path("scope").asString()).isEqualTo("openid profile");
        assertThat(answer.header("Content-Security-Policy")).contains("connect-src 'self' " + issuer.uri() + ";");
    }

    @Test
    void leaveNoRoomForTheDemo() {
        assertThat(instance.api().post("/api/auth/token", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void areForUsAndFromTheIssuerAndOfTheTime() {
        assertThat(me(issuer.token(claims -> {})).status()).isEqualTo(200);
        assertThat(me(issuer.token("at+jwt", claims -> {})).status()).isEqualTo(200);

        assertRefused(issuer.token(claims -> claims.audience(List.of("another-service"))));
        assertRefused(issuer.token(claims -> claims.claims(all -> all.remove("aud"))));
        assertRefused(issuer.token(claims -> claims.issuer("https://other.example.com")));
        assertRefused(issuer.token(claims -> claims.claims(all -> all.remove("sub"))));
        assertRefused(
                issuer.token(claims -> claims.issuedAt(now().plusSeconds(60)).notBefore(now().plusSeconds(60))));
        assertRefused(issuer.token("dpop+jwt", claims -> {}));
    }

    @Test
    void areTakenAsLongAsTheClocksMayDiffer() {
        assertThat(me(expiringIn(-2)).status()).isEqualTo(200);
        assertThat(me(expiringIn(-8)).status()).isEqualTo(401);
    }

    private String expiringIn(int seconds) {
        return issuer.token(claims -> claims.issuedAt(now().minusSeconds(600)).expiresAt(now().plusSeconds(seconds)));
    }

    @Test
    void areSignedWithANamedAlgorithm() throws JOSEException {
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer.uri())
                .subject("alice")
                .audience(Issuer.AUDIENCE)
                .expirationTime(Date.from(now().plusSeconds(60)))
                .build();
        // The public key as a secret: whoever takes the algorithm from the token would find this signature good.
        var confused = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        confused.sign(new MACSigner(issuer.publicKey()));

        assertRefused(confused.serialize());
        assertRefused(new PlainJWT(claims).serialize());
        String signed = issuer.token(all -> {});
        assertRefused(signed.substring(0, signed.lastIndexOf('.') + 1));
        try (Instance other =
                Instance.own(issuer.settings("--spring.security.oauth2.resourceserver.jwt.jws-algorithms=ES256"))) {
            assertThat(other.api()
                            .get("/api/me", "Authorization", "Bearer " + signed)
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void goOnToBeTakenWhenTheKeysAreOthers() {
        String old = issuer.signIn("alice");
        Topic topic = new Topic("notes", UUID.randomUUID().toString());
        try (var connected = StompTestClient.connected(instance.port(), old)) {
            connected.subscribe("s", topic.address());

            issuer.rotateKeys();

            String next = issuer.signIn("alice");
            assertThat(me(next).status()).isEqualTo(200);
            assertThat(me(old).status()).isEqualTo(200);
            connected.send(
                    "SEND\ndestination:/app/session/token\nreceipt:r\nAuthorization:Bearer %s\n\n".formatted(next));
            connected.expectReceipt("r");
            instance.announce("after", topic);
            connected.expectMessage("s");

            issuer.rotateKeys();
            issuer.forgetOldKeys();

            String last = issuer.signIn("alice");
            await().atMost(Duration.ofSeconds(30)).until(() -> me(last).status() == 200);
            assertThat(me(old).status()).isEqualTo(401);
            connected.expectAlive();
        }
    }

    @Test
    void withMadeUpKeysDoNotReachTheIssuer() {
        me(issuer.token(claims -> {}));
        int before = issuer.keyRequests();

        IntStream.range(0, 50).forEach(i -> {
            issuer.rotateKeys();
            String unknown = issuer.token(claims -> {});
            issuer.forgetNewestKey();
            assertThat(me(unknown).status()).isIn(401, 503);
        });

        assertThat(issuer.keyRequests() - before).isBetween(1, 10);
        assertThat(me(issuer.token(claims -> {})).status()).isEqualTo(200);
    }

    @Test
    void areTakenWhileTheIssuerIsAwayIfItsKeysAreKnown() {
        String token = issuer.token(claims -> {});
        assertThat(me(token).status()).isEqualTo(200);

        issuer.goAway();

        assertThat(me(issuer.token(claims -> {})).status()).isEqualTo(200);
        try (var client = StompTestClient.connected(instance.port(), token)) {
            client.expectAlive();
        }
    }

    @Test
    void areTakenAsSoonAsAnIssuerThatWasAwayIsThere() {
        issuer.goAway();
        String token = issuer.token(claims -> {});

        try (Instance early = Instance.own(issuer.settings())) {
            Answer answer = early.api().get("/api/me", "Authorization", "Bearer " + token);
            answer.isProblem(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            try (var client = StompTestClient.open(early.port())) {
                client.send("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer %s\n\n".formatted(token));

                assertThat(client.expectError("internal").header("retry")).isEqualTo("later");
                client.expectClose(1011);
            }

            issuer.comeBack();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> early.api()
                                    .get("/api/me", "Authorization", "Bearer " + token)
                                    .status()
                            == 200);
            StompTestClient.connected(early.port(), token).close();
        }
    }

    @Test
    void haveToNameWhomTheyAreFor() {
        assertThatThrownBy(() -> Instance.own("--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.uri()))
                .hasRootCauseInstanceOf(InvalidConfigurationPropertyValueException.class)
                .rootCause()
                .hasMessageContaining("spring.security.oauth2.resourceserver.jwt.audiences");
        assertThatThrownBy(() -> Instance.own(
                        issuer.settings("--spring.security.oauth2.resourceserver.jwt.jws-algorithms=HS256")))
                .rootCause()
                .hasMessageContaining("jws-algorithms");
    }

    private void assertRefused(String token) {
        assertThat(me(token).status()).isEqualTo(401);
        try (var client = StompTestClient.open(instance.port())) {
            client.send("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer %s\n\n".formatted(token));

            client.expectError("authentication_failed");
            client.expectClose(4401);
        }
    }

    private Answer me(String token) {
        return get("/api/me", token);
    }

    private Answer get(String path, String token) {
        return instance.api().get(path, "Authorization", "Bearer " + token);
    }

    private static Instant now() {
        return Instant.now();
    }
}
