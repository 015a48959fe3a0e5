package dev.tidings.stomp;

import dev.tidings.support.Instance;

/** Tests for the wire with the embedded engine. */
class EmbeddedStompIntegrationTests extends FanOutStompContract {

    private final Instance instance = Instance.embedded();

    @Override
    Instance instance() {
        return instance;
    }
}
