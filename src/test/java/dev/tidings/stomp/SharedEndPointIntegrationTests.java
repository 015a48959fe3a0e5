package dev.tidings.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.destination.Topic;
import dev.tidings.support.Instance;
import dev.tidings.support.RawWebSocket;
import dev.tidings.support.RawWebSocket.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.simp.SimpMessagingTemplate;

/** Jetty answers pings while the queue of the session writes to the same connection, which takes little. */
class SharedEndPointIntegrationTests {

    private static final int ROUNDS = 3_000;
    private static final int LARGE = 12_000;
    private static final int LARGER = 20_000;
    private static final int FINAL_TEXT = 0x81;
    private static final int TEXT = 0x01;
    private static final int FINAL_CONTINUATION = 0x80;
    private static final int PONG = 0x8a;

    private final List<Integer> pongs = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();

    @Test
    void framesOfBothArriveWholeAndInOrder() throws IOException {
        var topic = new Topic("notes", UUID.randomUUID().toString());
        try (Instance instance = Instance.own();
                RawWebSocket client = RawWebSocket.openNarrow(instance.port(), "Sec-WebSocket-Protocol: v12.stomp")) {
            client.sendText(utf8("CONNECT\naccept-version:1.2\nhost:h\nAuthorization:Bearer %s\n\n\0"
                    .formatted(instance.token("alice"))));
            client.sendText(utf8("SUBSCRIBE\nid:s\ndestination:%s\nreceipt:r\n\n\0".formatted(topic.address())));
            while (!readMessage(client).startsWith("RECEIPT\n")) {
                // CONNECTED comes before it.
            }
            var template = instance.bean(SimpMessagingTemplate.class);

            // Nothing is read meanwhile, so that writes of both stop half way.
            for (int i = 0; i < ROUNDS; i++) {
                template.convertAndSend(topic.address(), utf8(body(i)));
                client.sendPing(ByteBuffer.allocate(Integer.BYTES).putInt(i).array());
            }
            while (pongs.size() < ROUNDS) {
                readNext(client);
            }
        }
        assertThat(pongs).hasSize(ROUNDS).isSorted().doesNotHaveDuplicates();
        assertThat(numbers).hasSizeGreaterThan(10).isSorted().doesNotHaveDuplicates();
    }

    /** A text that begins with the number: most are large, and some of them larger than what the queue writes itself. */
    private static String body(int number) {
        int length = number % 16 == 0 ? LARGER : number % 4 == 0 ? number % 200 : LARGE;
        return number + "." + "x".repeat(length);
    }

    private void readNext(RawWebSocket client) throws IOException {
        Frame frame = client.readFrame();
        if (frame.first() == PONG) {
            pongs.add(frame.payload().getInt());
        } else {
            readMessages(rest(frame, client));
        }
    }

    private String readMessage(RawWebSocket client) throws IOException {
        return rest(client.readFrame(), client);
    }

    /** Reads what belongs to a message that has begun; a pong may come in between. */
    private String rest(Frame begun, RawWebSocket client) throws IOException {
        assertThat(begun.first()).isIn(FINAL_TEXT, TEXT);
        var message = new ByteArrayOutputStream();
        message.writeBytes(begun.payload().array());
        Frame last = begun;
        while (last.first() != FINAL_TEXT && last.first() != FINAL_CONTINUATION) {
            last = client.readFrame();
            if (last.first() == PONG) {
                pongs.add(last.payload().getInt());
            } else {
                assertThat(last.first()).isEqualTo(FINAL_CONTINUATION);
                message.writeBytes(last.payload().array());
            }
        }
        return message.toString(StandardCharsets.UTF_8);
    }

    private void readMessages(String text) {
        for (String frame : text.split("\0", -1)) {
            String stomp = frame.strip();
            if (stomp.isEmpty()) {
                continue;
            }
            assertThat(stomp).startsWith("MESSAGE\nsubscription:s\n");
            String body = stomp.substring(stomp.indexOf("\n\n") + 2);
            int number = Integer.parseInt(body.substring(0, body.indexOf('.')));
            assertThat(body).isEqualTo(body(number));
            numbers.add(number);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
