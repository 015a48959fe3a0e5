package dev.tidings.session;

import java.util.Locale;
import org.springframework.web.socket.CloseStatus;

/** The closed catalogue of what ends a session: its code in the ERROR frame, its retry rule, its close code. */
public enum ErrorCode {
    PROTOCOL(Retry.NEVER, 1002),
    UNSUPPORTED(Retry.NEVER, 4403),
    TOO_LARGE(Retry.NEVER, 4413),
    AUTHENTICATION_FAILED(Retry.NEVER, 4401),
    TOKEN_EXPIRED(Retry.NOW, 4401),
    TOKEN_REVOKED(Retry.NEVER, 4401),
    RATE_LIMITED(Retry.LATER, 4429),
    TOO_SLOW(Retry.LATER, 4408),
    DRAINING(Retry.LATER, 1012),
    INTERNAL(Retry.LATER, 1011);

    private final Retry retry;
    private final int closeCode;

    ErrorCode(Retry retry, int closeCode) {
        this.retry = retry;
        this.closeCode = closeCode;
    }

    public String headerValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Retry retry() {
        return retry;
    }

    public CloseStatus closeStatus() {
        return new CloseStatus(closeCode, headerValue());
    }
}
