package dev.tidings.security;

import org.springframework.security.core.AuthenticationException;

/** Says that a token was valid and has been revoked. */
public final class RevokedTokenException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    RevokedTokenException() {
        super("The token was revoked");
    }
}
