package dev.tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests for {@link RequestKey}. */
class RequestKeyTests {

    @Test
    void isTheSameForTheSameCaller() {
        assertThat(RequestKey.ofHttp("publisher", "k")).isEqualTo(RequestKey.ofHttp("publisher", "k"));
    }

    @Test
    void isAnotherForAnotherCallerOrKey() {
        assertThat(Set.of(
                        RequestKey.ofHttp("a", "bc").id(),
                        RequestKey.ofHttp("ab", "c").id(),
                        RequestKey.ofHttp("a", "b").id(),
                        RequestKey.ofAmqp("a", "b").id(),
                        RequestKey.ofAmqp(null, "ab").id(),
                        RequestKey.ofAmqp("a\0", "b").id(),
                        RequestKey.ofAmqp("a", "\0b").id()))
                .hasSize(7);
    }

    @Test
    void fitsItsColumnHoweverLongTheNamesAre() {
        assertThat(RequestKey.ofHttp("ü".repeat(1_000), "k".repeat(255)).id()).matches("[0-9a-f]{64}");
    }
}
