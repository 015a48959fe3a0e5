package dev.tidings.studio.models;

/** The attempt was cancelled, or was given up by an instance that took this one for gone. */
final class DownloadTakenAwayException extends Exception {

    private static final long serialVersionUID = 1L;

    DownloadTakenAwayException(String id) {
        super("Download '%s' does not run in this attempt any more".formatted(id));
    }
}
