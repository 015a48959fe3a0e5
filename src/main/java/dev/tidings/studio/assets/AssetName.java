package dev.tidings.studio.assets;

import dev.tidings.http.NameRules;
import dev.tidings.http.Problems;

/** The rules for names of files and folders, which must mean no path to any system. */
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
        NameRules.check(field, name, MAX_CHARACTERS);
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw Problems.badField(field, "must be a name without path: it must not contain '/' or '\\'");
        }
        if (name.equals(".") || name.equals("..")) {
            throw Problems.badField(field, "must not be '.' or '..'");
        }
    }
}
