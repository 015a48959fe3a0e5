package dev.tidings.broker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Rights that are known as far as a test says. */
final class FakeRights implements Rights {

    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
    private volatile long known;

    /** Says up to which version the rights of readers are known from now on. */
    void know(long version) {
        known = version;
        List<Runnable> actions = List.copyOf(waiting);
        waiting.removeAll(actions);
        actions.forEach(Runnable::run);
    }

    @Override
    public boolean areKnown(long version) {
        return version <= known;
    }

    @Override
    public void afterNextCheck(Runnable action) {
        waiting.add(action);
    }
}
