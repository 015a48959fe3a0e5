package dev.tidings.studio.executions;

/** A node cannot do what it is to do. */
final class NodeFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * Creates the exception.
     *
     * @param reason for the user who started the execution
     */
    NodeFailedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
