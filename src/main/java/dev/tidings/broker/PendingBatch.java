package dev.tidings.broker;

import dev.tidings.changelog.TransactionPart;
import dev.tidings.session.MessageBatches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for the subscriptions of a stream that want batches: until the transactions that it belongs to are complete,
 * until it is as much as a batch may hold, or until the rest is late, as it is when whoever published it has died. Used by
 * one thread.
 */
final class PendingBatch {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final List<Outgoing> messages = new ArrayList<>();
    private int bytes;
    private int openTransactions;
    private long openSince;

    /** How many of the messages come before the first transaction that is open. */
    private int complete;

    boolean isEmpty() {
        return messages.isEmpty();
    }

    boolean hasRoomFor(Outgoing next) {
        return messages.isEmpty() || bytes + next.size() <= MessageBatches.MAX_BYTES;
    }

    void add(Outgoing next, TransactionPart part, long now) {
        messages.add(next);
        bytes += next.size();
        switch (part) {
            case FIRST -> {
                if (openTransactions == 0) {
                    openSince = now;
                }
                openTransactions++;
            }
            // Its beginning may lie before that of the stream.
            case LAST -> openTransactions = Math.max(0, openTransactions - 1);
            case WHOLE, INNER -> {}
        }
        if (openTransactions == 0) {
            complete = messages.size();
        }
    }

    /** Takes what need not wait for more; if the rest of a transaction is late, that is everything. */
    List<Outgoing> takeDue(long now) {
        if (openTransactions > 0 && now - openSince > PATIENCE.toNanos()) {
            openTransactions = 0;
            return takeAll();
        }
        List<Outgoing> waiting = messages.subList(0, complete);
        List<Outgoing> due = List.copyOf(waiting);
        waiting.clear();
        due.forEach(message -> bytes -= message.size());
        complete = 0;
        return due;
    }

    /** Takes everything, and waits for more of the transactions that are open. */
    List<Outgoing> takeAll() {
        List<Outgoing> all = List.copyOf(messages);
        messages.clear();
        bytes = 0;
        complete = 0;
        return all;
    }

    /** Forgets everything: what follows has nothing to do with what came before. */
    void clear() {
        takeAll();
        openTransactions = 0;
    }
}
