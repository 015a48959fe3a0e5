package dev.tidings.session;

import dev.tidings.change.Position;
import dev.tidings.session.OutboundMessage.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one message of several entries that follow each other, for subscriptions that want batches. */
public final class MessageBatches {

    /** Most bytes of bodies in a batch: half of what the smallest queue holds. A single entry may be larger. */
    public static final int MAX_BYTES = 32 * 1024;

    private final List<OutboundMessage> batched = new ArrayList<>();
    private final List<OutboundMessage> run = new ArrayList<>();
    private int bytes;

    private MessageBatches() {}

    /** Returns the messages in their order, with each run of entries as a batch, or as several if one would be too large. */
    public static List<OutboundMessage> of(List<OutboundMessage> messages) {
        if (messages.size() < 2) {
            return messages;
        }
        var batches = new MessageBatches();
        messages.forEach(batches::add);
        batches.endRun();
        return batches.batched;
    }

    private void add(OutboundMessage message) {
        if (!continuesRun(message)) {
            endRun();
        }
        run.add(message);
        bytes += message.body().length;
    }

    private boolean continuesRun(OutboundMessage message) {
        Position last = run.isEmpty() ? null : run.getLast().position();
        return last != null
                && run.getLast().kind() == Kind.ENTRY
                && message.kind() == Kind.ENTRY
                && follows(message.position(), last)
                && bytes + message.body().length <= MAX_BYTES;
    }

    private static boolean follows(@Nullable Position position, Position last) {
        return position != null && position.epoch().equals(last.epoch()) && position.sequence() == last.sequence() + 1;
    }

    private void endRun() {
        if (run.size() > 1) {
            batched.add(OutboundMessage.batch(List.copyOf(run)));
        } else {
            batched.addAll(run);
        }
        run.clear();
        bytes = 0;
    }
}
