package dev.tidings.security;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;

/** The users of an issuer and their tokens, there only if one is configured. */
@Configuration(proxyBeanMethods = false)
@Conditional(DemoIdentityConfiguration.Issuer.class)
class IssuerConfiguration {

    private static final int MAX_NAME_LENGTH = 64;
    private static final String PREFIX = "spring.security.oauth2.resourceserver.jwt.";

    private final OAuth2ResourceServerProperties.Jwt properties;

    IssuerConfiguration(OAuth2ResourceServerProperties properties) {
        this.properties = properties.getJwt();
        if (this.properties.getAudiences().isEmpty()) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + "audiences",
                    List.of(),
                    "It must name whom tokens for Tidings are for, as their claim 'aud' does;"
                            + " otherwise those for any other service of the issuer would do.");
        }
    }

    /** Takes every well-formed name: only the issuer knows its users. */
    @Bean
    Users issuerUsers() {
        return name -> !name.isBlank() && name.length() <= MAX_NAME_LENGTH;
    }

    @Bean
    Roles issuerRoles(SecurityProperties security) {
        return new Roles(security.rolesClaim());
    }

    /** Takes access tokens of RFC 9068 as well, whose type is not that of other tokens. */
    @Bean
    JwtTypeValidator issuerTokenTypes() {
        var types = new JwtTypeValidator("JWT", "at+jwt");
        types.setAllowEmpty(true);
        return types;
    }

    /** An issuer that is found by its address may offer keys of any kind; only the named algorithms count. */
    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer issuerKeys() {
        Set<SignatureAlgorithm> algorithms = algorithms();
        Set<JWSAlgorithm> names = algorithms.stream()
                .map(algorithm -> JWSAlgorithm.parse(algorithm.getName()))
                .collect(Collectors.toUnmodifiableSet());
        return decoder -> decoder.jwsAlgorithms(all -> all.addAll(algorithms))
                .jwtProcessorCustomizer(processor -> IssuerKeys.useIn(processor, names));
    }

    private Set<SignatureAlgorithm> algorithms() {
        Set<SignatureAlgorithm> algorithms = EnumSet.noneOf(SignatureAlgorithm.class);
        for (String name : properties.getJwsAlgorithms()) {
            SignatureAlgorithm algorithm = SignatureAlgorithm.from(name);
            if (algorithm == null) {
                throw new InvalidConfigurationPropertyValueException(
                        PREFIX + "jws-algorithms",
                        name,
                        "It must be one of " + List.of(SignatureAlgorithm.values()) + ".");
            }
            algorithms.add(algorithm);
        }
        return algorithms;
    }
}
