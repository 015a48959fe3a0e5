package dev.tidings.stomp;

import dev.tidings.session.ErrorCode;

/**
 * The escapes in headers: none in STOMP 1.0 and in the frames that open a session, {@code \n \c \\} in 1.1,
 * {@code \r} too in 1.2. Any other escape is an error.
 *
 * @see <a href="https://stomp.github.io/stomp-specification-1.2.html#Value_Encoding">STOMP 1.2, Value Encoding</a>
 */
enum HeaderEscapes {
    NONE,
    WITHOUT_CR,
    ALL;

    static HeaderEscapes of(String command, StompVersion version) {
        if (version == StompVersion.V1_0 || command.equals("CONNECT") || command.equals("CONNECTED")) {
            return NONE;
        }
        return version == StompVersion.V1_1 ? WITHOUT_CR : ALL;
    }

    String unescape(String text) {
        if (this == NONE || text.indexOf('\\') < 0) {
            return text;
        }
        var unescaped = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            unescaped.append(c == '\\' ? escaped(text, ++at) : c);
        }
        return unescaped.toString();
    }

    private char escaped(String text, int at) {
        char c = at < text.length() ? text.charAt(at) : ' ';
        if (c == 'r' && this == ALL) {
            return '\r';
        }
        return switch (c) {
            case 'n' -> '\n';
            case 'c' -> ':';
            case '\\' -> '\\';
            default -> throw new ProtocolException(ErrorCode.PROTOCOL, "A header has an escape that does not exist");
        };
    }

    /** Appends the text in its escaped form; where there are no escapes, without what would need one. */
    void escape(String text, StringBuilder target) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '\n' -> target.append(this == NONE ? " " : "\\n");
                case ':' -> target.append(this == NONE ? ":" : "\\c");
                case '\\' -> target.append(this == NONE ? "\\" : "\\\\");
                case '\r' -> target.append(this == ALL ? "\\r" : " ");
                default -> target.append(c == 0 ? ' ' : c);
            }
        }
    }
}
