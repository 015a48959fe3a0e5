package dev.tidings.changelog;

import dev.tidings.change.Position;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;

/** A broker engine that remembers what it was given and confirms it at once, unless told otherwise. */
final class FakeEngine implements MessageChannel {

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private volatile Consumer<Sent> behaviour = Sent::confirm;
    private volatile boolean remembering = true;

    /** Sets what is done with a message from now on. A {@link MessageDeliveryException} refuses it. */
    void behave(Consumer<Sent> behaviour) {
        this.behaviour = behaviour;
    }

    /** Remembers nothing from now on, for those who send a lot. */
    void forget() {
        remembering = false;
        sent.clear();
    }

    /** Returns all that was sent, first to last. */
    List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** Returns the sequences sent to a destination, first to last. */
    List<Long> sequences(String sendAddress) {
        return sent.stream()
                .filter(message -> message.destination().equals(sendAddress))
                .map(Sent::sequence)
                .toList();
    }

    @Override
    public boolean send(Message<?> message, long timeout) {
        var one = new Sent(message);
        if (remembering) {
            sent.add(one);
        }
        behaviour.accept(one);
        return true;
    }

    /** A message that the engine was given. */
    record Sent(Message<?> message) {

        String destination() {
            return Objects.requireNonNull(SimpMessageHeaderAccessor.getDestination(message.getHeaders()));
        }

        long sequence() {
            return Long.parseLong(Objects.requireNonNull(header("sequence")));
        }

        Position position() {
            return new Position(Objects.requireNonNull(header("epoch")), sequence());
        }

        @Nullable
        String header(String name) {
            return SimpMessageHeaderAccessor.wrap(message).getFirstNativeHeader(name);
        }

        String body() {
            return new String((byte[]) message.getPayload(), StandardCharsets.UTF_8);
        }

        void confirm() {
            var handle = PublicationHandle.of(message);
            if (handle != null) {
                handle.complete();
            }
        }

        void fail() {
            var handle = PublicationHandle.of(message);
            if (handle != null) {
                handle.fail(new MessageDeliveryException(message, "The broker refused the message"));
            }
        }
    }
}
