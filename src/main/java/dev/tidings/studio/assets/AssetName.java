package dev.tidings.studio.assets;

import dev.tidings.http.Problems;
import org.jspecify.annotations.Nullable;

/** The rules for names of files and folders. A name that breaks one is refused, never corrected. */
final class AssetName {

    static final int MAX_CHARACTERS = 255;

    private AssetName() {}

    /**
     * Lets a name pass.
     *
     * @param field where the client put the name, for the error
     * @throws org.springframework.web.ErrorResponseException with status 400 and the rule that is broken
     */
    static void check(String field, String name) {
        String broken = brokenRule(name);
        if (broken != null) {
            throw Problems.badField(field, broken);
        }
    }

    private static @Nullable String brokenRule(String name) {
        if (name.isEmpty()) {
            return "must not be empty";
        }
        int characters = name.codePointCount(0, name.length());
        if (characters > MAX_CHARACTERS) {
            return "must have at most %d characters, but has %d".formatted(MAX_CHARACTERS, characters);
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            return "must be a name without path: it must not contain '/' or '\\'";
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            return "must not contain control characters";
        }
        if (name.codePoints().anyMatch(AssetName::isSurrogate)) {
            return "must be well-formed Unicode";
        }
        if (name.equals(".") || name.equals("..")) {
            return "must not be '.' or '..'";
        }
        return isBlank(name.codePointAt(0)) || isBlank(name.codePointBefore(name.length()))
                ? "must not start or end with a blank"
                : null;
    }

    private static boolean isSurrogate(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }
}
