package dev.tidings.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Instance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** The tokens of an issuer whose key is known. */
class PublicKeyIntegrationTests {

    @TempDir
    private static Path folder;

    private static KeyPair keys;
    private static Instance instance;

    @BeforeAll
    static void start() throws Exception {
        keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        Path publicKey = folder.resolve("issuer.pem");
        Files.writeString(
                publicKey,
                "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                        .formatted(Base64.getMimeEncoder()
                                .encodeToString(keys.getPublic().getEncoded())));
        instance = Instance.own(
                "--spring.security.oauth2.resourceserver.jwt.public-key-location=" + publicKey.toUri(),
                "--spring.security.oauth2.resourceserver.jwt.audiences=tidings-api",
                "--tidings.security.clock-skew=5s");
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @Test
    void areTakenAsLongAsTheClocksMayDiffer() {
        assertThat(statusWith(Duration.ofMinutes(1))).isEqualTo(200);
        assertThat(statusWith(Duration.ofSeconds(-1))).isEqualTo(200);
        assertThat(statusWith(Duration.ofSeconds(-7))).isEqualTo(401);
    }

    @Test
    void leaveThePageWithoutAPlaceToSignIn() {
        assertThat(instance.api().get("/api/auth").text()).isEqualTo("{\"demo\":false}");
        assertThat(instance.api().post("/api/auth/token", "{}").status()).isEqualTo(404);
    }

    private static int statusWith(Duration validity) {
        Instant now = instance.bean(Clock.class).instant();
        var claims = JwtClaimsSet.builder()
                .subject("alice")
                .audience(List.of("tidings-api"))
                .issuedAt(now.minusSeconds(600))
                .expiresAt(now.plus(validity))
                .build();
        String token = NimbusJwtEncoder.withKeyPair((RSAPublicKey) keys.getPublic(), (RSAPrivateKey) keys.getPrivate())
                .build()
                .encode(JwtEncoderParameters.from(claims))
                .getTokenValue();
        return instance.api().get("/api/me", "Authorization", "Bearer " + token).status();
    }
}
