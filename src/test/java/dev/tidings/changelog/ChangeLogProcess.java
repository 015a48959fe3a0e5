package dev.tidings.changelog;

import dev.tidings.destination.Topic;
import java.util.concurrent.CountDownLatch;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * An instance in a JVM of its own that commits changes and then dies on the spot, or waits to be killed.
 * Says on its standard output what it has come to.
 */
final class ChangeLogProcess {

    static final Topic TOPIC = new Topic("assets", "killed");
    static final int CHANGES = 5;
    static final String COMMITTED = "committed";
    static final String PUBLISHED = "published ";

    private ChangeLogProcess() {}

    /** Runs with the name of an {@link End} and what {@link LogInstance#on} takes. */
    public static void main(String[] args) throws InterruptedException {
        var end = End.valueOf(args[0]);
        LogInstance instance = LogInstance.on(args[1]);
        instance.engine().behave(end::receive);
        instance.inTransaction(() -> {
            for (int i = 0; i < CHANGES; i++) {
                instance.commitLater("c" + i, TOPIC);
            }
            if (end == End.HALTED_RIGHT_AFTER_THE_COMMIT) {
                TransactionSynchronizationManager.registerSynchronization(new Halt());
            }
        });
        say(COMMITTED);
        new CountDownLatch(1).await();
    }

    private static void say(String what) {
        System.out.println(what);
        System.out.flush();
    }

    private static void halt() {
        Runtime.getRuntime().halt(1);
    }

    private static void publishAndHaltAfterTheLast(FakeEngine.Sent message) {
        say(PUBLISHED + message.sequence());
        message.confirm();
        if (message.sequence() == CHANGES) {
            halt();
        }
    }

    /** How the process ends. */
    enum End {
        HALTED_RIGHT_AFTER_THE_COMMIT,
        HALTED_WHEN_THE_FIRST_IS_HANDED_OVER,
        KILLED_WHILE_NOTHING_IS_CONFIRMED,
        HALTED_BETWEEN_PUBLISH_AND_MARK;

        private void receive(FakeEngine.Sent message) {
            switch (this) {
                case HALTED_RIGHT_AFTER_THE_COMMIT, KILLED_WHILE_NOTHING_IS_CONFIRMED -> {}
                case HALTED_WHEN_THE_FIRST_IS_HANDED_OVER -> halt();
                case HALTED_BETWEEN_PUBLISH_AND_MARK -> publishAndHaltAfterTheLast(message);
            }
        }
    }

    /** Ends the process before anything else hears of the commit. */
    private static final class Halt implements TransactionSynchronization, Ordered {

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }

        @Override
        public void afterCommit() {
            say(COMMITTED);
            halt();
        }
    }
}
