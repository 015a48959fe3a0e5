package dev.tidings.changelog;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What is done once a transaction has been committed, such as removing the file of a deleted row. */
public final class AfterCommit {

    private AfterCommit() {}

    /**
     * Does something after the current transaction, unless that is rolled back; at once if there is none.
     *
     * @param action lost if the process dies between the commit and this
     */
    public static void run(Runnable action) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
