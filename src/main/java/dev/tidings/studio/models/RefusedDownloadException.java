package dev.tidings.studio.models;

/** A download that it makes no sense to try again. */
final class RefusedDownloadException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * Creates the exception.
     *
     * @param reason for the owner of the download
     */
    RefusedDownloadException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
