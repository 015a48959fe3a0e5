package dev.tidings.studio.assets;

import java.util.Locale;

/** What a folder's owner lets another user do in it. */
enum Role {
    VIEWER(Right.READ),
    EDITOR(Right.WRITE);

    private final Right right;

    Role(Right right) {
        this.right = right;
    }

    static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    Right right() {
        return right;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
