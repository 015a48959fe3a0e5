package dev.tidings.studio.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Tests for {@link SecretCipher}. */
class SecretCipherTests {

    private final SecretCipher cipher = new SecretCipher(key(1));

    @Test
    void givesBackWhatItEncrypted() {
        byte[] stored = cipher.encrypt("alice", "API_KEY", "välue 🎉");

        assertThat(cipher.decrypt("alice", "API_KEY", stored)).isEqualTo("välue 🎉");
    }

    @Test
    void encryptsTheSameValueDifferentlyEachTime() {
        assertThat(cipher.encrypt("alice", "API_KEY", "value"))
                .isNotEqualTo(cipher.encrypt("alice", "API_KEY", "value"));
    }

    @Test
    void decryptsForNoOtherSecretAndUnderNoOtherKey() {
        byte[] stored = cipher.encrypt("alice", "API_KEY", "value");

        assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt("bob", "API_KEY", stored));
        assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt("alice", "API_KEY_2", stored));
        assertThatIllegalStateException()
                .isThrownBy(() -> new SecretCipher(key(2)).decrypt("alice", "API_KEY", stored))
                .withMessageContaining("tidings.secrets.key");
    }

    @Test
    void noticesEveryChangedByte() {
        byte[] stored = cipher.encrypt("alice", "API_KEY", "value");

        for (int i = 0; i < stored.length; i++) {
            byte[] changed = stored.clone();
            changed[i] ^= 1;
            assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt("alice", "API_KEY", changed));
        }
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }
}
