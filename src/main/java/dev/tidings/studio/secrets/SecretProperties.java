package dev.tidings.studio.secrets;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of secrets.
 *
 * @param key 32 random bytes in Base64, under which values are encrypted; belongs into the environment, as
 *     TIDINGS_SECRETS_KEY
 */
@ConfigurationProperties("tidings.secrets")
record SecretProperties(@Nullable String key) {

    private static final int BYTES = 32;

    SecretProperties {
        if (key != null && decode(key).length != BYTES) {
            throw new IllegalArgumentException(
                    "'tidings.secrets.key' must be %d bytes in Base64, but has %d. Make one with: openssl rand -base64 %d"
                            .formatted(BYTES, decode(key).length, BYTES));
        }
    }

    byte @Nullable [] keyBytes() {
        return key == null ? null : decode(key);
    }

    private static byte[] decode(String key) {
        try {
            return Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException _) {
            // The cause would quote a part of the key.
            throw new IllegalArgumentException("'tidings.secrets.key' must be Base64");
        }
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "SecretProperties[key=%s]".formatted(key == null ? "none" : "set");
    }
}
