package dev.tidings.stomp;

import dev.tidings.support.Instance;
import org.junit.jupiter.api.AfterAll;

/** Tests for the wire with the embedded engine. */
class EmbeddedStompIntegrationTests extends StompContract {

    private final Instance instance = Instance.start();

    @Override
    Instance instance() {
        return instance;
    }

    @AfterAll
    void stop() {
        instance.close();
    }
}
