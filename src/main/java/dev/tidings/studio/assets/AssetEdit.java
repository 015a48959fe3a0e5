package dev.tidings.studio.assets;

import dev.tidings.http.Problems;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants an asset to become.
 *
 * @param name new name, or {@code null} to keep it
 * @param parentId new folder, or {@code null} to keep it where it is
 */
record AssetEdit(@Nullable String name, @Nullable String parentId) {

    /** Lets an edit pass that says something, and a name that keeps the rules. */
    void check() {
        if (name == null && parentId == null) {
            throw Problems.badField("name", "or 'parent_id' must be given");
        }
        if (name != null) {
            AssetName.check("name", name);
        }
    }

    String nameOr(String current) {
        return name == null ? current : name;
    }
}
