package dev.tidings.studio.assets;

/** What a user may do with an asset; each one includes those before it. */
enum Right {
    NONE,
    READ,
    WRITE,
    OWN;

    boolean includes(Right other) {
        return compareTo(other) >= 0;
    }

    Right or(Right other) {
        return includes(other) ? this : other;
    }

    /** Returns the word for this right in an answer to its holder. */
    String word() {
        return switch (this) {
            case NONE -> "none";
            case READ -> Role.VIEWER.word();
            case WRITE -> Role.EDITOR.word();
            case OWN -> "owner";
        };
    }
}
