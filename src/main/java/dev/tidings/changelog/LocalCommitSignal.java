package dev.tidings.changelog;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The signal within one process, for a database that no other instance can use. */
final class LocalCommitSignal implements CommitSignal {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void onCommit(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void raise() {
        listeners.forEach(Runnable::run);
    }
}
