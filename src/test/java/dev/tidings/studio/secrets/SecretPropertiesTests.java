package dev.tidings.studio.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Tests for {@link SecretProperties}. */
class SecretPropertiesTests {

    @Test
    void takesAKeyOfThirtyTwoBytesOrNone() {
        assertThat(new SecretProperties(null).keyBytes()).isNull();
        assertThat(new SecretProperties(Base64.getEncoder().encodeToString(new byte[32])).keyBytes())
                .hasSize(32);
    }

    @Test
    void refusesAnyOtherKeyWithoutTellingIt() {
        String shortKey = Base64.getEncoder().encodeToString("canary of sixteen".getBytes(StandardCharsets.US_ASCII));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecretProperties(shortKey))
                .withMessageContaining("'tidings.secrets.key' must be 32 bytes")
                .withMessageNotContaining(shortKey);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecretProperties("canary!"))
                .withMessage("'tidings.secrets.key' must be Base64")
                .withNoCause();
    }

    @Test
    void leavesTheKeyOutOfItsText() {
        String key = Base64.getEncoder().encodeToString(new byte[32]);

        assertThat(new SecretProperties(key)).asString().isEqualTo("SecretProperties[key=set]");
    }
}
