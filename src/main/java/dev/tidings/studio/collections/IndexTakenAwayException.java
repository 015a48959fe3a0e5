package dev.tidings.studio.collections;

/** A collection that was being indexed was deleted, or is another instance's by now. */
final class IndexTakenAwayException extends Exception {

    private static final long serialVersionUID = 1L;

    IndexTakenAwayException(String collectionId) {
        super("Collection '%s' is not indexed here any more".formatted(collectionId));
    }
}
