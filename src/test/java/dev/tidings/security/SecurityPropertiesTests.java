package dev.tidings.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.security.SecurityProperties.SignIn;
import dev.tidings.support.Settings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Tests for {@link SecurityProperties}. */
class SecurityPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(bind())
                .isEqualTo(new SecurityProperties(
                        List.of(),
                        Duration.ofSeconds(30),
                        100,
                        500,
                        "roles",
                        new SignIn("tidings", "openid profile"),
                        Duration.ofDays(30),
                        Duration.ofHours(12),
                        false));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(
                        "tidings.security.allowed-origins=https://a.example,https://b.example",
                        "tidings.security.clock-skew=0s",
                        "tidings.security.requests-per-second=7",
                        "tidings.security.request-burst=8",
                        "tidings.security.roles-claim=realm_access.roles",
                        "tidings.security.sign-in.client-id=studio",
                        "tidings.security.sign-in.scope=openid",
                        "tidings.security.revocation-retention=7d",
                        "tidings.security.demo-token-lifetime=5m",
                        "tidings.security.let-anybody-sign-in=true"))
                .isEqualTo(new SecurityProperties(
                        List.of("https://a.example", "https://b.example"),
                        Duration.ZERO,
                        7,
                        8,
                        "realm_access.roles",
                        new SignIn("studio", "openid"),
                        Duration.ofDays(7),
                        Duration.ofMinutes(5),
                        true));
    }

    @ParameterizedTest
    @CsvSource({
        "allowed-origins=*, tidings.security.allowed-origins",
        "clock-skew=-1s, tidings.security.clock-skew",
        "clock-skew=61s, tidings.security.clock-skew",
        "requests-per-second=0, requestsPerSecond",
        "request-burst=0, requestBurst",
        "roles-claim=, rolesClaim",
        "sign-in.client-id=, signIn.clientId",
        "sign-in.scope=, signIn.scope",
        "revocation-retention=0s, tidings.security.revocation-retention",
        "demo-token-lifetime=0s, tidings.security.demo-token-lifetime",
        "demo-token-lifetime=-1s, tidings.security.demo-token-lifetime"
    })
    void refusesWhatBreaksARule(String setting, String property) {
        Settings.assertRefused(Declaration.class, property, "tidings.security." + setting);
    }

    private static SecurityProperties bind(String... settings) {
        return Settings.bind(SecurityProperties.class, Declaration.class, settings);
    }

    @EnableConfigurationProperties(SecurityProperties.class)
    static final class Declaration {}
}
