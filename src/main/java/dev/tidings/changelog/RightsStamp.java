package dev.tidings.changelog;

/**
 * The versions of the rights between which a change was committed.
 *
 * @param announced when it was announced: a right of a higher version may be younger than the change
 * @param numbered when it was numbered, after the commit: readers are to be asked about by this version before it is
 *     delivered to them
 */
public record RightsStamp(long announced, long numbered) {

    /** The stamp of a change that nobody was given or lost a right before. */
    public static final RightsStamp NONE = new RightsStamp(0, 0);
}
