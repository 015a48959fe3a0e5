package dev.tidings.security;

import org.springframework.security.core.AuthenticationException;

/** Says that a token was valid once and no longer is. */
public final class ExpiredTokenException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    ExpiredTokenException(Throwable cause) {
        super("The token has expired", cause);
    }
}
