package dev.tidings.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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

    private static RequestKey of(String way, String caller, String key) {
        // None of the three can hold a zero character, so no two triples have the same text.
        return new RequestKey(sha256(String.join("\0", way, caller, key).getBytes(StandardCharsets.UTF_8)), key);
    }

    /** Returns the SHA-256 of some bytes, in hexadecimal digits. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every JDK has SHA-256", ex);
        }
    }
}
