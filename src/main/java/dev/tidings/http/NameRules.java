package dev.tidings.http;

import org.jspecify.annotations.Nullable;

/** The rules for names that people give to resources. A name that breaks one is refused, never corrected. */
public final class NameRules {

    private NameRules() {}

    /**
     * Lets a name pass.
     *
     * @param field where the client put the name, for the error
     * @param maxCharacters most characters, counted as code points
     * @throws org.springframework.web.ErrorResponseException with status 400 and the rule that is broken
     */
    public static void check(String field, String name, int maxCharacters) {
        String broken = brokenRule(name, maxCharacters);
        if (broken != null) {
            throw Problems.badField(field, broken);
        }
    }

    private static @Nullable String brokenRule(String name, int maxCharacters) {
        if (name.isEmpty()) {
            return "must not be empty";
        }
        int characters = name.codePointCount(0, name.length());
        if (characters > maxCharacters) {
            return "must have at most %d characters, but has %d".formatted(maxCharacters, characters);
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            return "must not contain control characters";
        }
        if (!isWellFormed(name)) {
            return "must be well-formed Unicode";
        }
        return isBlank(name.codePointAt(0)) || isBlank(name.codePointBefore(name.length()))
                ? "must not start or end with a blank"
                : null;
    }

    /** Returns whether a text is Unicode without halves of surrogate pairs, which no database keeps. */
    public static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(codePoint -> Character.getType(codePoint) == Character.SURROGATE);
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }
}
