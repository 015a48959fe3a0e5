package dev.tidings.studio.secrets;

import java.time.Instant;

/**
 * A secret as clients see it, in answers and in changes alike: everything but the value.
 *
 * @param id name of the secret
 */
record SecretResource(String id, long version, String etag, Instant updatedAt) {

    static SecretResource of(Secret secret) {
        return new SecretResource(secret.name(), secret.version(), secret.etag(), secret.updatedAt());
    }
}
