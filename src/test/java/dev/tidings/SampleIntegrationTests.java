package dev.tidings;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the browser tests of the sample, and those of its client in Node, against the packaged application. */
class SampleIntegrationTests {

    @ParameterizedTest
    @ValueSource(strings = {"e2e:node", "e2e"})
    void behavesAsItsOwnTestsDemand(String script) throws InterruptedException {
        NpmScript.run(script, Map.of());
    }
}
