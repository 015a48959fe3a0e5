package dev.tidings.stomp;

import dev.tidings.support.Instance;

/** Tests for bad input with the embedded engine. */
class EmbeddedHostileIntegrationTests extends BrokerlessHostileContract {

    private final Instance instance = Instance.embedded();

    @Override
    Instance instance() {
        return instance;
    }
}
