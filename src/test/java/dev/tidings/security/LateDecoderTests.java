package dev.tidings.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;

/** Tests for {@link LateDecoder}. */
class LateDecoderTests {

    private static final Jwt TOKEN =
            Jwt.withTokenValue("t").header("alg", "RS256").claim("sub", "alice").build();

    private final AtomicBoolean isAway = new AtomicBoolean(true);
    private final AtomicInteger tries = new AtomicInteger();
    private final AtomicLong time = new AtomicLong();
    private final LateDecoder decoder = new LateDecoder(this::decode, time::get);

    private Jwt decode(String token) {
        tries.incrementAndGet();
        if (isAway.get()) {
            throw new JwtDecoderInitializationException("away", new IllegalStateException());
        }
        if (token.equals("bad")) {
            throw new BadJwtException("bad");
        }
        return TOKEN;
    }

    @Test
    void looksForAnIssuerThatIsAwayOnceInAWhile() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> decoder.decode("t")).isInstanceOf(JwtDecoderInitializationException.class);
        }
        assertThat(tries).hasValue(1);

        isAway.set(false);
        time.addAndGet(LateDecoder.PAUSE.toNanos());

        assertThat(decoder.decode("t")).isSameAs(TOKEN);
        assertThat(decoder.decode("t")).isSameAs(TOKEN);
        assertThat(tries).hasValue(3);
    }

    @Test
    void hasFoundAnIssuerThatRefusesAToken() {
        isAway.set(false);

        assertThatThrownBy(() -> decoder.decode("bad")).isInstanceOf(BadJwtException.class);
        assertThat(decoder.decode("t")).isSameAs(TOKEN);
    }
}
