package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Tests for {@link ErrorCode} and {@link Refusal}. */
class ErrorCodeTests {

    @Test
    void isTheCatalogueOfTheWireProtocol() {
        assertThat(Arrays.stream(ErrorCode.values())
                        .map(code -> "%s %s %d"
                                .formatted(
                                        code.headerValue(),
                                        code.retry().headerValue(),
                                        code.closeStatus().getCode())))
                .containsExactlyInAnyOrder(
                        "protocol never 1002",
                        "unsupported never 4403",
                        "too_large never 4413",
                        "authentication_failed never 4401",
                        "token_expired now 4401",
                        "token_revoked never 4401",
                        "rate_limited later 4429",
                        "too_slow later 4408",
                        "draining later 1012",
                        "internal later 1011");
    }

    @Test
    void refusesSubscriptionsForReasonsOfTheProtocol() {
        assertThat(Refusal.values())
                .extracting(Refusal::headerValue)
                .containsExactlyInAnyOrder(
                        "access_denied", "access_revoked", "bad_destination", "too_many_subscriptions");
    }
}
