package dev.tidings.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells pages how to sign in. */
@RestController
final class SignInController {

    private final SignIn signIn;

    SignInController(
            ObjectProvider<DemoIdentity> demoIdentity,
            OAuth2ResourceServerProperties issuer,
            SecurityProperties properties) {
        SecurityProperties.SignIn page = properties.signIn();
        String address = issuer.getJwt().getIssuerUri();
        this.signIn = address == null
                ? new SignIn(demoIdentity.getIfAvailable() != null, null, null, null)
                : new SignIn(false, address, page.clientId(), page.scope());
    }

    /**
     * How to sign in: with a password at {@code POST /api/auth/token}, or at an issuer. Neither, if tokens come from somewhere
     * that this server does not know.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SignIn(
            boolean demo,
            @Nullable String issuer,
            @Nullable String clientId,
            @Nullable String scope) {}

    @GetMapping("/api/auth")
    @SecurityRequirements
    SignIn signIn() {
        return signIn;
    }
}
