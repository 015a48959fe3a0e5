package dev.tidings.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells, once the server is ready, where to open it and whom to sign in as. */
@Component
final class SignInNotice {

    private static final Logger logger = LoggerFactory.getLogger(SignInNotice.class);

    private final ObjectProvider<DemoIdentity> demoIdentity;
    private volatile int port;

    SignInNotice(ObjectProvider<DemoIdentity> demoIdentity) {
        this.demoIdentity = demoIdentity;
    }

    @EventListener
    void listening(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null) {
            port = event.getWebServer().getPort();
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        if (demoIdentity.getIfAvailable() == null) {
            logger.info("Open http://localhost:{}", port);
        } else {
            logger.info("Open http://localhost:{} and sign in as alice or bob. The password is the name", port);
        }
    }
}
