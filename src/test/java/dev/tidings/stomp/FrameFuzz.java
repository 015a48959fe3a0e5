package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.destination.BadDestinationException;
import dev.tidings.destination.Destination;
import dev.tidings.session.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompEncoder;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.util.unit.DataSize;

/**
 * What has to hold for any bytes of a client. An input is a byte for the version of STOMP, one for the way in which the
 * stream is cut, and the stream.
 *
 * <p>{@link FrameDecoder} and {@link StompOracle} see the same frames with the same headers, and the same error after
 * them, however the stream is cut. What passes {@link FrameRules} has no header but those that the protocol names, and goes
 * on as one frame that says exactly that, to a destination of the grammar.
 */
final class FrameFuzz {

    static final FrameLimits LIMITS = new FrameLimits(DataSize.ofBytes(1024), 8, DataSize.ofBytes(1024));

    private static final List<StompVersion> VERSIONS = List.of(StompVersion.V1_0, StompVersion.V1_1, StompVersion.V1_2);

    private static final FrameLimits OF_BROKER =
            new FrameLimits(DataSize.ofKilobytes(64), 100, DataSize.ofKilobytes(64));

    private static final Map<String, Set<String>> NAMED = Map.of(
            "CONNECT", Set.of("accept-version", "host", "heart-beat", "Authorization", "passcode"),
            "STOMP", Set.of("accept-version", "host", "heart-beat", "Authorization", "passcode"),
            "SUBSCRIBE", Set.of("id", "destination", "ack", "receipt", "since", "batch", "delta"),
            "UNSUBSCRIBE", Set.of("id", "receipt"),
            "DISCONNECT", Set.of("id", "receipt"),
            "SEND", Set.of("destination", "Authorization", "receipt", "content-type", "content-length"),
            "ACK", Set.of(),
            "NACK", Set.of());

    private static final Pattern GRAMMAR = Pattern.compile(
            "/topic/(?!user/)[a-z][a-z0-9-]{0,63}/[A-Za-z0-9_-]{1,64}|/user/queue/[a-z][a-z0-9-]{0,47}");

    private FrameFuzz() {}

    /** Called by Jazzer, by this name. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 2) {
            StompVersion version = VERSIONS.get(Math.floorMod(input[0], VERSIONS.size()));
            check(version, input[1], Arrays.copyOfRange(input, 2, input.length));
        }
    }

    private static void check(StompVersion version, int seed, byte[] stream) {
        StompOracle.Reading expected = StompOracle.read(stream, version, LIMITS);
        var random = new Random(seed);

        for (IntSupplier cut : List.<IntSupplier>of(() -> stream.length, () -> 1, () -> 1 + random.nextInt(40))) {
            var frames = new ArrayList<Frame>();
            assertThat(decode(stream, version, cut, frames)).isEqualTo(expected.error());
            assertThat(texts(frames)).isEqualTo(texts(expected.frames()));
        }
        expected.frames().forEach(FrameFuzz::checkWhatGoesOn);
    }

    private static List<String> texts(List<Frame> frames) {
        return frames.stream()
                .map(frame -> frame.command() + frame.headers() + Arrays.toString(frame.body()))
                .toList();
    }

    private static @Nullable ErrorCode decode(
            byte[] stream, StompVersion version, IntSupplier cut, List<Frame> frames) {
        var decoder = new FrameDecoder(LIMITS, frames::add, () -> {});
        decoder.useVersion(version);
        try {
            for (int at = 0; at < stream.length; ) {
                int length = Math.min(cut.getAsInt(), stream.length - at);
                decoder.decode(ByteBuffer.wrap(stream, at, length));
                at += length;
            }
            return null;
        } catch (ProtocolException ex) {
            return ex.code();
        }
    }

    private static void checkWhatGoesOn(Frame frame) {
        Map<String, String> counting;
        try {
            StompCommand command = FrameRules.command(frame);
            FrameRules.check(command, frame);
            counting = FrameRules.headersThatCount(command, frame);
        } catch (ProtocolException refused) {
            return;
        }
        Set<String> named = NAMED.get(frame.command());
        assertThat(named).as(frame.command()).isNotNull();
        assertThat(named).containsAll(counting.keySet());
        assertThat(frame.headers()).containsAllEntriesOf(counting);
        if (frame.command().equals("SUBSCRIBE")) {
            checkSubscribe(counting);
        }
    }

    private static void checkSubscribe(Map<String, String> headers) {
        String address = headers.getOrDefault("destination", "");
        Destination destination;
        try {
            destination = Destination.ofAddress(address, "alice");
        } catch (BadDestinationException refused) {
            assertThat(GRAMMAR.matcher(address).matches()).as(address).isFalse();
            return;
        }
        assertThat(GRAMMAR.matcher(address).matches()).as(address).isTrue();
        assertThat(destination.address()).isEqualTo(address);
        assertThat(Destination.ofRoutingKey(destination.routingKey())).isEqualTo(destination);
        checkEncoded(headers, destination);
    }

    /** RabbitMQ reads what Spring writes, so the oracle does that in its place. */
    private static void checkEncoded(Map<String, String> headers, Destination destination) {
        StompHeaderAccessor accessor =
                InboundMessages.headers(StompCommand.SUBSCRIBE, InboundMessages.ofSubscribe(headers));
        accessor.setDestination("/exchange/tidings.changes/" + destination.routingKey());
        byte[] encoded = new StompEncoder().encode(accessor.getMessageHeaders(), Frame.NO_BODY);

        StompOracle.Reading reading = StompOracle.read(encoded, StompVersion.V1_2, OF_BROKER);
        assertThat(reading.error()).isNull();
        assertThat(reading.frames()).singleElement().satisfies(sent -> {
            assertThat(sent.command()).isEqualTo("SUBSCRIBE");
            assertThat(sent.body()).isEmpty();
            assertThat(sent.header("destination")).isEqualTo("/exchange/tidings.changes/" + destination.routingKey());
            assertThat(Set.of("id", "destination", "receipt", "since", "batch", "delta"))
                    .containsAll(sent.headers().keySet());
            sent.headers().forEach((name, value) -> {
                if (!name.equals("destination")) {
                    assertThat(value).isEqualTo(headers.get(name));
                }
            });
        });
    }
}
