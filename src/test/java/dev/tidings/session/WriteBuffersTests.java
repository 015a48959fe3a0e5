package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests for {@link WriteBuffers}. */
class WriteBuffersTests {

    private static final int MOST = 2_048;

    private final WriteBuffers buffers = new WriteBuffers();

    @Test
    void giveABufferThatIsEmptyAgain() {
        ByteBuffer buffer = Objects.requireNonNull(buffers.take());
        buffer.put(new byte[100]);

        buffers.giveBack(buffer);

        assertThat(buffers.take())
                .isSameAs(buffer)
                .satisfies(taken -> assertThat(taken.remaining()).isEqualTo(WriteBuffers.SIZE));
    }

    @Test
    void giveNoMoreThanTheMost() {
        var taken = IntStream.range(0, MOST).mapToObj(_ -> buffers.take()).toList();
        assertThat(taken).doesNotContainNull();
        assertThat(buffers.take()).isNull();
        assertThat(buffers.take()).isNull();

        buffers.giveBack(Objects.requireNonNull(taken.getFirst()));

        assertThat(buffers.take()).isNotNull();
        assertThat(buffers.take()).isNull();
    }
}
