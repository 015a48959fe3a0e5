package dev.tidings.stomp;

import dev.tidings.security.ExpiredTokenException;
import dev.tidings.security.RevokedTokenException;
import dev.tidings.session.ErrorCode;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;

/** Says how a client broke the protocol; the text is safe to be sent back to it. */
final class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    ProtocolException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** Returns what a client is told whose token is not taken, or cannot be checked now. */
    static ProtocolException ofToken(AuthenticationException refused) {
        return switch (refused) {
            case AuthenticationServiceException unchecked ->
                new ProtocolException(ErrorCode.INTERNAL, "Tokens cannot be checked now");
            case ExpiredTokenException expired ->
                new ProtocolException(ErrorCode.TOKEN_EXPIRED, ClientSession.TOKEN_EXPIRED);
            case RevokedTokenException revoked ->
                new ProtocolException(ErrorCode.TOKEN_REVOKED, ClientSession.TOKEN_REVOKED);
            case AuthenticationCredentialsNotFoundException absent ->
                new ProtocolException(ErrorCode.AUTHENTICATION_FAILED, String.valueOf(absent.getMessage()));
            default -> new ProtocolException(ErrorCode.AUTHENTICATION_FAILED, "The token is not valid");
        };
    }

    ErrorCode code() {
        return code;
    }
}
