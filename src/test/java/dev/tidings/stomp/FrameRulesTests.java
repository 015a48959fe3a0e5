package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.session.ErrorCode;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.simp.stomp.StompCommand;

/** Tests for {@link FrameRules}. */
class FrameRulesTests {

    /** Every header that STOMP, this protocol, Spring or RabbitMQ gives a meaning to. */
    private static final Set<String> KNOWN = Set.of(
            "accept-version",
            "host",
            "heart-beat",
            "Authorization",
            "authorization",
            "login",
            "passcode",
            "id",
            "destination",
            "ack",
            "receipt",
            "since",
            "batch",
            "delta",
            "content-type",
            "content-length",
            "transaction",
            "message-id",
            "subscription",
            "version",
            "session",
            "user-name",
            "server",
            "epoch",
            "sequence",
            "position",
            "reset",
            "error",
            "selector",
            "persistent",
            "durable",
            "auto-delete",
            "exclusive",
            "reply-to",
            "prefetch-count",
            "x-queue-name",
            "x-queue-type",
            "x-expires",
            "x-message-ttl",
            "x-max-length",
            "x-max-length-bytes",
            "x-dead-letter-exchange",
            "x-dead-letter-routing-key",
            "x-stream-offset",
            "x-overflow",
            "x-single-active-consumer",
            "correlation-id",
            "expiration",
            "priority",
            "amqp-message-id",
            "simpSessionId",
            "nativeHeaders");

    @ParameterizedTest
    @CsvSource({
        "CONNECT, accept-version host heart-beat Authorization passcode",
        "STOMP, accept-version host heart-beat Authorization passcode",
        "SUBSCRIBE, id destination ack receipt since batch delta",
        "UNSUBSCRIBE, id receipt",
        "DISCONNECT, id receipt",
        "SEND, destination Authorization receipt content-type content-length",
        "ACK, ''",
        "NACK, ''"
    })
    void letsThoseHeadersCountThatTheProtocolNames(StompCommand command, String names) {
        Frame frame = Frame.of(command.name());
        KNOWN.forEach(name -> frame.with(name, "1"));

        assertThat(FrameRules.headersThatCount(command, frame).keySet())
                .isEqualTo(new TreeSet<>(names.isEmpty() ? Set.of() : Set.of(names.split(" "))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "STOMP", "SUBSCRIBE", "UNSUBSCRIBE", "SEND", "DISCONNECT", "ACK", "NACK"})
    void takesTheCommandsOfClients(String command) {
        assertThat(FrameRules.command(Frame.of(command)).name()).isEqualTo(command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "COMMIT", "ABORT"})
    void supportsNoTransactions(String command) {
        assertThat(refusedCommand(command)).isEqualTo(ErrorCode.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CONNECTED", "MESSAGE", "RECEIPT", "ERROR", "PUBLISH", "connect", "GET / HTTP/1.1", " SEND"})
    void refusesCommandsOfServersAndUnknownOnes(String command) {
        assertThat(refusedCommand(command)).isEqualTo(ErrorCode.PROTOCOL);
    }

    @ParameterizedTest
    @CsvSource({"SUBSCRIBE, id", "SUBSCRIBE, destination", "UNSUBSCRIBE, id", "SEND, destination"})
    void requiresWhatACommandNeeds(StompCommand command, String header) {
        Frame frame = Frame.of(command.name()).with("id", "1").with("destination", "/topic/notes/1");

        assertThatCode(() -> FrameRules.check(command, frame)).doesNotThrowAnyException();
        frame.headers().remove(header);
        assertThat(refused(() -> FrameRules.check(command, frame))).isEqualTo(ErrorCode.PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "receipt"})
    void limitsTheLengthOfIds(String header) {
        assertThatCode(() -> check(header, "x".repeat(128))).doesNotThrowAnyException();
        assertThat(refused(() -> check(header, "x".repeat(129)))).isEqualTo(ErrorCode.PROTOCOL);
        assertThat(refused(() -> check(header, ""))).isEqualTo(ErrorCode.PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "receipt"})
    void letsIdsHaveAnyCharactersButControls(String header) {
        assertThatCode(() -> check(header, "a:b\\c #*%2F\u00fc\u20ac")).doesNotThrowAnyException();
        for (String control : new String[] {"\n", "\r", "\t", "\u001b", "\u0085"}) {
            assertThat(refused(() -> check(header, "a" + control))).isEqualTo(ErrorCode.PROTOCOL);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "SUBSCRIBE", "UNSUBSCRIBE", "DISCONNECT", "ACK"})
    void letsOnlySendHaveABody(StompCommand command) {
        Frame frame = Frame.of(command.name(), new byte[] {1}).with("id", "1").with("destination", "/topic/notes/1");

        assertThat(refused(() -> FrameRules.check(command, frame))).isEqualTo(ErrorCode.PROTOCOL);
    }

    private static void check(String header, String value) {
        FrameRules.check(StompCommand.DISCONNECT, Frame.of("DISCONNECT").with(header, value));
    }

    private static ErrorCode refusedCommand(String command) {
        return refused(() -> FrameRules.command(Frame.of(command)));
    }

    private static ErrorCode refused(Runnable check) {
        ProtocolException refusal = catchThrowableOfType(ProtocolException.class, check::run);
        assertThat(refusal).as("Expected a refusal").isNotNull();
        return refusal.code();
    }
}
