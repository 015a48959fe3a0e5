package dev.tidings.ingest;

import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * What makes a request one that is known already: the key that its caller chose.
 *
 * @param id digest of the way it came, the caller and the key; each caller has keys of their own
 * @param text the key as the caller wrote it
 */
record RequestKey(String id, String text) {

    /** Returns the key of a request over HTTP. */
    static RequestKey ofHttp(String caller, String key) {
        return of("http", caller, key);
    }

    /** Returns the key of a message over AMQP, whose publisher names itself in {@code app-id} or does not. */
    static RequestKey ofAmqp(@Nullable String appId, String messageId) {
        return of("amqp", appId == null ? "" : appId, messageId);
    }

    private static RequestKey of(String way, String caller, String key) {
        // The length keeps apart where the caller ends and the key begins.
        String text = way + ":" + caller.length() + ":" + caller + key;
        return new RequestKey(DigestUtils.sha256Hex(text), key);
    }
}
