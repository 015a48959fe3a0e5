package dev.tidings.changelog;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signal within one process, for a database that no other instance can use. */
final class LocalCommitSignal implements CommitSignal {

    private static final Logger logger = LoggerFactory.getLogger(LocalCommitSignal.class);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void onCommit(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void raise() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException ex) {
                logger.error("A listener of the commit signal failed", ex);
            }
        }
    }
}
