package dev.tidings.broker;

import dev.tidings.instance.RepeatedTask;
import dev.tidings.instance.RepeatedTask.Pause;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the streams here as far as the change log: looks every few seconds, and at once when messages come again
 * after they did not.
 */
final class LogWatch implements SmartLifecycle, RabbitState.Listener {

    private final HeadChecks checks;
    private final LogFollower follower;
    private final RepeatedTask task;
    private final Pause interval;
    private volatile boolean reconnected;

    LogWatch(HeadChecks checks, LogFollower follower, Duration interval) {
        this.checks = checks;
        this.follower = follower;
        this.interval = Pause.untilWoken(interval);
        this.task = new RepeatedTask("head-checks", this::check, this.interval);
    }

    @Override
    public void consuming() {
        reconnected = true;
        task.wakeUp();
    }

    @Override
    public void lost() {
        follower.follow();
    }

    private Pause check() {
        try {
            if (reconnected) {
                reconnected = false;
                checks.repairAll();
            } else if (checks.check() > 0) {
                // One lost message is repaired by this; with more of them somebody has stopped publishing.
                follower.follow();
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return interval;
    }

    @Override
    public void start() {
        follower.start();
        task.start();
    }

    @Override
    public void stop() {
        task.stop();
        follower.stop();
    }

    @Override
    public boolean isRunning() {
        return task.isRunning();
    }
}
