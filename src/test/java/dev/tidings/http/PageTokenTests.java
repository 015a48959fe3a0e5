package dev.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link PageToken}. */
class PageTokenTests {

    @Test
    void bringsBackTheKeysThatItWasMadeOf() {
        assertThat(PageToken.parse(PageToken.of("naïve name", ""), 2)).containsExactly("naïve name", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "a", "not a token"})
    void refusesWhatIsNoToken(String token) {
        assertThatThrownBy(() -> PageToken.parse(token, 2)).hasMessageContaining("'after' must be the 'next'");
    }

    @Test
    void refusesKeysThatNoDatabaseTakes() {
        String forged = Base64.getUrlEncoder().encodeToString("a\u0000\nb".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> PageToken.parse(forged, 2)).hasMessageContaining("'after'");
    }
}
