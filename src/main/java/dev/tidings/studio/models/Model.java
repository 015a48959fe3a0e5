package dev.tidings.studio.models;

import dev.tidings.http.Place;
import java.time.Instant;

/**
 * A model in the cache of a user. It never changes; another download of the same name replaces it.
 *
 * @param id that of the download that brought it, and the name of its file
 * @param repoId its name, unique among the models of the owner
 * @param sha256 digest of the file in lower-case hexadecimal digits
 */
record Model(String id, String owner, String repoId, String url, String sha256, long bytes, Instant createdAt) {

    static final String TYPE = "model";

    Place place() {
        return new Place(createdAt, id);
    }
}
