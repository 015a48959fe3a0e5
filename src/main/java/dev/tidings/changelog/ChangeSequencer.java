package dev.tidings.changelog;

import dev.tidings.instance.RepeatedTask;
import dev.tidings.instance.RepeatedTask.Pause;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Numbers what transactions have committed, many changes with one commit, and then tells all instances.
 *
 * <p>Every instance does so after its own commits, and looks by itself for what another one left behind.
 * The row of the epoch is locked meanwhile: only one numbers at a time, so numbers and ids become visible
 * in order, and all numbers of one transaction belong to one epoch.
 */
final class ChangeSequencer implements SmartLifecycle {

    private static final int BATCH = 5_000;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final EntryNumbering numbering;
    private final CommitSignal commits;
    private final Pause untilWoken;
    private final Sweeps sweeps = new Sweeps();
    private final RepeatedTask task;

    ChangeSequencer(
            JdbcClient jdbc,
            TransactionOperations transactions,
            EntryNumbering numbering,
            CommitSignal commits,
            ChangeLogProperties properties) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.numbering = numbering;
        this.commits = commits;
        untilWoken = Pause.untilWoken(properties.pollInterval());
        task = new RepeatedTask("change-sequencer", this::numberBatch, untilWoken);
    }

    /** Says that a transaction with changes has committed here. Never blocks. */
    void wakeUp() {
        task.wakeUp();
    }

    /**
     * Waits until everything is numbered that was committed, anywhere, before this call.
     *
     * @return whether it is; {@code false} after that time without success
     */
    boolean awaitNumbered(Duration atMost) throws InterruptedException {
        long next = sweeps.next();
        task.wakeUp();
        return sweeps.await(next, atMost);
    }

    private Pause numberBatch() {
        long sweep = sweeps.begin();
        int numbered = transactions.execute(status -> {
            numbering.prepare();
            // Another instance may be numbering: what it leaves is visible to the statement after this one.
            jdbc.sql("select epoch from change_epoch for update")
                    .query(String.class)
                    .single();
            return numbering.number(BATCH);
        });
        if (numbered < BATCH) {
            sweeps.end(sweep);
        }
        if (numbered > 0) {
            commits.raise();
        }
        return numbered > 0 ? Pause.NONE : untilWoken;
    }

    @Override
    public void start() {
        task.start();
    }

    @Override
    public void stop() {
        task.stop();
    }

    @Override
    public boolean isRunning() {
        return task.isRunning();
    }
}
