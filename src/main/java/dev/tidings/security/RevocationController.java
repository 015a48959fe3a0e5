package dev.tidings.security;

import dev.tidings.destination.UserQueue;
import dev.tidings.http.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets admins revoke tokens; the sessions that were opened with them end. */
@RestController
final class RevocationController {

    private static final String PRINTABLE = "\\P{Cntrl}*";

    private final TokenRevocations revocations;

    RevocationController(TokenRevocations revocations) {
        this.revocations = revocations;
    }

    /**
     * What to revoke: exactly one of the two.
     *
     * @param user whose tokens are revoked, all that were issued by now
     * @param tokenId the claim {@code jti} of the one token that is revoked
     */
    record Revocation(
            @Pattern(regexp = PRINTABLE) @Nullable String user,

            @Size(min = 1, max = 255) @Pattern(regexp = PRINTABLE) @Nullable
            String tokenId) {}

    @PostMapping("/api/admin/revocations")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@Valid @RequestBody Revocation revocation) {
        String user = revocation.user();
        String tokenId = revocation.tokenId();
        if (user == null && tokenId != null) {
            revocations.revokeToken(tokenId);
        } else if (user == null || tokenId != null) {
            throw Problems.badField("user", "or 'token_id' must be given, and not both");
        } else if (UserQueue.canBelongTo(user)) {
            revocations.revokeAllOf(user);
        } else {
            throw Problems.badField("user", "must be the name of a user");
        }
    }
}
