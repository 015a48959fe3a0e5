package dev.tidings.studio.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts values with AES-256-GCM, NIST SP 800-38D. Each has a random nonce of 96 bits before it; owner and name are
 * authenticated with it, so that a value decrypts for that secret only.
 */
final class SecretCipher {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    SecretCipher(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    byte[] encrypt(String owner, String name, String value) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted =
                    cipher(Cipher.ENCRYPT_MODE, nonce, owner, name).doFinal(value.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(nonce.length + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Every Java platform has " + TRANSFORMATION, ex);
        }
    }

    /**
     * Decrypts a value.
     *
     * @throws IllegalStateException if it was encrypted under another key, for another secret, or was changed
     */
    String decrypt(String owner, String name, byte[] stored) {
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(stored).get(nonce);
        try {
            byte[] value = cipher(Cipher.DECRYPT_MODE, nonce, owner, name)
                    .doFinal(stored, NONCE_BYTES, stored.length - NONCE_BYTES);
            return new String(value, StandardCharsets.UTF_8);
        } catch (AEADBadTagException ex) {
            throw new IllegalStateException(
                    "Secret '%s' was stored under another 'tidings.secrets.key'. Set it again".formatted(name), ex);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Every Java platform has " + TRANSFORMATION, ex);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String owner, String name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        // A name has no line break, so no two secrets give the same text.
        cipher.updateAAD((name + "\n" + owner).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
