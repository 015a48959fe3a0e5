package dev.tidings.stomp;

import dev.tidings.session.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A second reading of the specification, to compare {@link FrameDecoder} with: it takes the whole stream at once, each byte
 * of it as a character, looks for one thing after the other, and is slow.
 *
 * @see <a href="https://stomp.github.io/stomp-specification-1.2.html">STOMP 1.2</a>
 */
final class StompOracle {

    private static final int MAX_COMMAND = 32;
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,10}");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.?)", Pattern.DOTALL);
    private static final Map<String, String> ESCAPES = Map.of("n", "\n", "c", ":", "\\", "\\", "r", "\r");

    private final String stream;
    private final StompVersion version;
    private final FrameLimits limits;
    private final List<Frame> frames = new ArrayList<>();
    private int at;

    private StompOracle(byte[] stream, StompVersion version, FrameLimits limits) {
        this.stream = new String(stream, StandardCharsets.ISO_8859_1);
        this.version = version;
        this.limits = limits;
    }

    /**
     * What a stream holds.
     *
     * @param frames its frames, as far as they are complete and nothing is wrong before
     * @param error what is wrong then, {@code null} if more may follow
     */
    record Reading(List<Frame> frames, @Nullable ErrorCode error) {}

    /** Ends the reading: something is wrong. */
    private static final class Wrong extends Exception {

        private static final long serialVersionUID = 1L;

        private final ErrorCode code;

        Wrong(ErrorCode code) {
            this.code = code;
        }
    }

    static Reading read(byte[] stream, StompVersion version, FrameLimits limits) {
        var oracle = new StompOracle(stream, version, limits);
        try {
            Frame frame = oracle.next();
            while (frame != null) {
                oracle.frames.add(frame);
                frame = oracle.next();
            }
            return new Reading(oracle.frames, null);
        } catch (Wrong wrong) {
            return new Reading(oracle.frames, wrong.code);
        }
    }

    /** Returns the next frame, or {@code null} if it is not there as a whole. */
    private @Nullable Frame next() throws Wrong {
        skipLineEnds();
        String command = line(0, true);
        if (command == null || command.isEmpty()) {
            return null;
        }
        int head = command.length();
        var lines = new ArrayList<String>();
        var headers = new LinkedHashMap<String, String>();
        String utf8 = utf8(command);
        String line = line(head, false);
        while (line != null && !line.isEmpty()) {
            head += line.length();
            lines.add(line);
            if (lines.size() > limits.headerCount()) {
                throw new Wrong(ErrorCode.TOO_LARGE);
            }
            addHeader(headers, utf8, utf8(line));
            line = line(head, false);
        }
        if (line == null) {
            return null;
        }
        String body = body(headers.get("content-length"));
        return body == null ? null : new Frame(utf8, headers, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void skipLineEnds() {
        while (stream.startsWith("\n", at) || stream.startsWith("\r\n", at)) {
            at += stream.startsWith("\n", at) ? 1 : 2;
        }
    }

    /** Returns the next line without its end, or {@code null} if that end is not there yet. */
    private @Nullable String line(int before, boolean isCommand) throws Wrong {
        int end = stream.indexOf('\n', at);
        String line = stream.substring(at, end < 0 ? stream.length() : end);
        String content = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        checkLine(content, before, isCommand);
        at = end < 0 ? stream.length() : end + 1;
        return end < 0 ? null : content;
    }

    /** Whichever comes first is what is wrong. */
    private void checkLine(String content, int before, boolean isCommand) throws Wrong {
        long tooLarge = limits.header().toBytes() - before;
        long nul = content.indexOf('\0');
        long cr = content.indexOf('\r');
        long tooLong = isCommand && content.length() > MAX_COMMAND ? MAX_COMMAND : -1;
        for (long position = 0; position <= content.length(); position++) {
            if (position == nul || (cr >= 0 && position == cr + 1) || position == tooLong) {
                throw new Wrong(ErrorCode.PROTOCOL);
            }
            // The byte that would follow may not have come.
            if (position == tooLarge && position < content.length()) {
                throw new Wrong(ErrorCode.TOO_LARGE);
            }
        }
    }

    private void addHeader(Map<String, String> headers, String command, String line) throws Wrong {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new Wrong(ErrorCode.PROTOCOL);
        }
        headers.putIfAbsent(
                unescaped(command, line.substring(0, colon)), unescaped(command, line.substring(colon + 1)));
    }

    private String unescaped(String command, String text) throws Wrong {
        if (version == StompVersion.V1_0 || List.of("CONNECT", "CONNECTED").contains(command)) {
            return text;
        }
        List<String> used = ESCAPE.matcher(text)
                .results()
                .map((MatchResult escape) -> escape.group(1))
                .toList();
        if (!ESCAPES.keySet().containsAll(used) || (version == StompVersion.V1_1 && used.contains("r"))) {
            throw new Wrong(ErrorCode.PROTOCOL);
        }
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(ESCAPES.getOrDefault(escape.group(1), "")));
    }

    /** What is not UTF-8 does not come back as the same bytes. */
    private static String utf8(String bytes) throws Wrong {
        String text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        if (!new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1).equals(bytes)) {
            throw new Wrong(ErrorCode.PROTOCOL);
        }
        return text;
    }

    private @Nullable String body(@Nullable String length) throws Wrong {
        if (length == null) {
            int end = stream.indexOf('\0', at);
            String body = stream.substring(at, end < 0 ? stream.length() : end);
            requireBody(body.length());
            at += body.length() + 1;
            return end < 0 ? null : body;
        }
        if (!LENGTH.matcher(length).matches()) {
            throw new Wrong(ErrorCode.PROTOCOL);
        }
        requireBody(Long.parseLong(length));
        int end = at + Integer.parseInt(length);
        if (end >= stream.length()) {
            return null;
        }
        if (stream.charAt(end) != '\0') {
            throw new Wrong(ErrorCode.PROTOCOL);
        }
        String body = stream.substring(at, end);
        at = end + 1;
        return body;
    }

    private void requireBody(long length) throws Wrong {
        if (length > limits.body().toBytes()) {
            throw new Wrong(ErrorCode.TOO_LARGE);
        }
    }
}
