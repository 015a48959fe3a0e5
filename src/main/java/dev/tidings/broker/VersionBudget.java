package dev.tidings.broker;

/** How many bytes of versions may be kept for those who want deltas, by all streams of a thread together. */
final class VersionBudget {

    private long left;

    VersionBudget(long bytes) {
        left = bytes;
    }

    /** Takes bytes, if there are as many left. */
    boolean take(int bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    void giveBack(int bytes) {
        left += bytes;
    }
}
