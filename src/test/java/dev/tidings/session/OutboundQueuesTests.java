package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests for {@link OutboundQueues}. */
class OutboundQueuesTests {

    private final FakeWire wire = new FakeWire().hold();

    @Test
    void haveTheFramesThatWaitShareAMessage() {
        assertThat(messages()).containsExactly("a\n", "b\nc\n");
    }

    @Test
    void haveEachFrameInAMessageOfItsOwnIfTheSettingSaysSo() {
        assertThat(messages("tidings.session.queue.coalesce=false")).containsExactly("a\n", "b\n", "c\n");
    }

    /** Returns what is written of three frames, of which the first is under way when the others come. */
    private List<String> messages(String... settings) {
        var properties = Settings.bind(SessionProperties.class, SessionPropertiesTests.Declaration.class, settings);
        OutboundQueue queue = new OutboundQueues(properties, new SimpleMeterRegistry()).create(wire, () -> {});
        Stream.of("a\n", "b\n", "c\n").forEach(frame -> queue.send(frame.getBytes(StandardCharsets.UTF_8)));
        wire.release();
        return wire.messages();
    }
}
