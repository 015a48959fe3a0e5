package dev.tidings.http;

/** A request to another host that it makes no sense to send again. */
public final class RefusedRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * Creates the exception.
     *
     * @param reason for the user who asked
     */
    public RefusedRequestException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
