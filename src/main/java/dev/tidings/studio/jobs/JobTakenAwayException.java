package dev.tidings.studio.jobs;

/** Ends the work on a job that was cancelled or taken away. Nothing is written about it any more. */
final class JobTakenAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JobTakenAwayException(String id) {
        super("Job '%s' does not run here any more".formatted(id));
    }
}
