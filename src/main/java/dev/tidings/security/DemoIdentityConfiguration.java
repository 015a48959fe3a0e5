package dev.tidings.security;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** The demo identity, there only while no issuer is configured. */
@Configuration(proxyBeanMethods = false)
@Conditional(DemoIdentityConfiguration.NoIssuer.class)
class DemoIdentityConfiguration {

    private static final int KEY_BYTES = 32;
    private static final String EMBEDDED = "embedded";

    /**
     * @throws InvalidConfigurationPropertyValueException if this looks like more than a trial and nobody has said that it
     *     is none
     */
    @Bean
    SecretKey demoSigningKey(JdbcClient jdbc, Clock clock, SecurityProperties properties, Environment environment) {
        // Any spelling that Spring Boot takes for a mode.
        String mode = environment.getProperty("tidings.broker.mode", EMBEDDED).toLowerCase(Locale.ROOT);
        if (!mode.equals(EMBEDDED) && !properties.letAnybodySignIn()) {
            throw new InvalidConfigurationPropertyValueException(
                    "tidings.security.let-anybody-sign-in",
                    false,
                    ("No issuer is configured, so that anybody could sign in as alice, bob, admin or publisher, and"
                                    + " 'tidings.broker.mode' is '%s', as in production. Set"
                                    + " 'spring.security.oauth2.resourceserver.jwt.issuer-uri', or this to true for a trial.")
                            .formatted(mode));
        }
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        jdbc.sql("insert into demo_signing_key (secret, created_at) values (?, ?) on conflict do nothing")
                .params(
                        Base64.getEncoder().encodeToString(fresh),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        String kept = jdbc.sql("select secret from demo_signing_key")
                .query(String.class)
                .single();
        LoggerFactory.getLogger(DemoIdentity.class)
                .warn("Anybody can sign in with the demo identity, because no issuer is configured"
                        + " property=spring.security.oauth2.resourceserver.jwt.issuer-uri");
        return new SecretKeySpec(Base64.getDecoder().decode(kept), "HmacSHA256");
    }

    @Bean
    Roles demoRoles() {
        return new Roles(Roles.CLAIM);
    }

    @Bean
    DemoIdentity demoIdentity(SecretKey demoSigningKey, SecurityProperties properties, Clock clock) {
        return new DemoIdentity(demoSigningKey, properties.demoTokenLifetime(), clock);
    }

    @Bean
    JwtDecoder demoJwtDecoder(SecretKey demoSigningKey, List<OAuth2TokenValidator<Jwt>> validators) {
        var decoder = NimbusJwtDecoder.withSecretKey(demoSigningKey)
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        var all = new ArrayList<OAuth2TokenValidator<Jwt>>(validators);
        all.add(new JwtIssuerValidator(DemoIdentity.ISSUER));
        decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(all));
        return decoder;
    }

    /** Matches while neither an issuer nor a key is configured. */
    static final class NoIssuer extends NoneNestedConditions {

        NoIssuer() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @Conditional(Issuer.class)
        static final class WithIssuer {}
    }

    /** Matches when an issuer or its keys are configured. */
    static final class Issuer extends AnyNestedCondition {

        private static final String PREFIX = "spring.security.oauth2.resourceserver.jwt.";

        Issuer() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty(PREFIX + "issuer-uri")
        static final class WithUri {}

        @ConditionalOnProperty(PREFIX + "jwk-set-uri")
        static final class WithKeySet {}

        @ConditionalOnProperty(PREFIX + "public-key-location")
        static final class WithKey {}
    }
}
