package dev.tidings.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The users of an issuer, there only if one is configured. */
@Configuration(proxyBeanMethods = false)
@Conditional(DemoIdentityConfiguration.Issuer.class)
class IssuerConfiguration {

    private static final int MAX_NAME_LENGTH = 64;

    /** Takes every well-formed name: only the issuer knows its users. */
    @Bean
    Users issuerUsers() {
        return name -> !name.isBlank() && name.length() <= MAX_NAME_LENGTH;
    }
}
