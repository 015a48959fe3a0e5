package dev.tidings.security;

import dev.tidings.security.DemoIdentity.Token;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Signs in the users of the demo. */
@RestController
@Conditional(DemoIdentityConfiguration.NoIssuer.class)
final class TokenController {

    private final DemoIdentity identity;

    TokenController(DemoIdentity identity) {
        this.identity = identity;
    }

    @PostMapping("/api/auth/token")
    @SecurityRequirements
    ResponseEntity<Token> signIn(@Valid @RequestBody Credentials credentials) {
        if (!identity.accepts(credentials.username(), credentials.password())) {
            throw new ErrorResponseException(
                    HttpStatus.UNAUTHORIZED,
                    ProblemDetail.forStatusAndDetail(
                            HttpStatus.UNAUTHORIZED,
                            "User name and password do not match. The demo knows alice, bob, admin and publisher;"
                                    + " the password is the name"),
                    null);
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(identity.issue(credentials.username()));
    }

    /** What a user signs in with. */
    record Credentials(@NotNull String username, @NotNull String password) {

        /** Leaves out the password. */
        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }
}
