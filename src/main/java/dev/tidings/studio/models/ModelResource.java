package dev.tidings.studio.models;

import java.time.Instant;

/** A model as clients see it, in answers and in changes alike. */
record ModelResource(String id, String repoId, String url, String sha256, long bytes, String etag, Instant createdAt) {

    private static final String ONLY_VERSION = "1";

    static ModelResource of(Model model) {
        return new ModelResource(
                model.id(),
                model.repoId(),
                model.url(),
                model.sha256(),
                model.bytes(),
                ONLY_VERSION,
                model.createdAt());
    }
}
