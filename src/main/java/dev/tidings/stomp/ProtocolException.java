package dev.tidings.stomp;

import dev.tidings.session.ErrorCode;

/** Says how a client broke the protocol; the text is safe to be sent back to it. */
final class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    ProtocolException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
