package dev.tidings;

import dev.tidings.support.Issuer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the browser tests of the sample, and those of its client in Node, against the packaged application. */
class SampleIntegrationTests {

    @ParameterizedTest
    @ValueSource(strings = {"e2e:node", "e2e"})
    void behavesAsItsOwnTestsDemand(String script) throws InterruptedException {
        NpmScript.run(script, Map.of());
    }

    @Test
    void signsInAtAnIssuer() throws InterruptedException {
        // Short enough to see a token end, and long enough to sign in and look at the page.
        try (Issuer issuer = Issuer.start(Duration.ofSeconds(15))) {
            NpmScript.run("e2e:issuer", Map.of("TIDINGS_ISSUER", issuer.uri(), "TIDINGS_AUDIENCE", Issuer.AUDIENCE));
        }
    }
}
