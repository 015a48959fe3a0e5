package dev.tidings.destination;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Writes the name of a user as one word of a routing key and one segment of an address, and back.
 *
 * <p>Letters, digits, {@code _} and {@code -} stand for themselves; every other byte of the name's UTF-8
 * form is written {@code =} and two upper-case hexadecimal digits. Each name has one encoding, and
 * nothing else is accepted when reading.
 */
final class UserNames {

    /** What is left of a routing key for the encoded name, beside {@code user.}, a dot and a queue's name. */
    private static final int MAX_ENCODED_BYTES = Destination.MAX_ROUTING_KEY_BYTES - "user..".length() - 48;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int ESCAPE = '=';

    private UserNames() {}

    static void check(String name) {
        if (name.isEmpty()) {
            throw new BadDestinationException("The name of a user must not be empty");
        }
        if (encode(name).length() > MAX_ENCODED_BYTES) {
            throw new BadDestinationException("The name of a user must take at most %d bytes once encoded, but takes %d"
                    .formatted(MAX_ENCODED_BYTES, encode(name).length()));
        }
    }

    static String encode(String name) {
        var encoded = new StringBuilder(name.length());
        for (byte b : utf8(name)) {
            if (standsForItself(b)) {
                encoded.append((char) b);
            } else {
                encoded.append((char) ESCAPE).append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    static String decode(String encoded) {
        var bytes = ByteBuffer.allocate(encoded.length());
        int at = 0;
        while (at < encoded.length()) {
            boolean escaped = encoded.charAt(at) == ESCAPE;
            bytes.put(escaped ? hex(encoded, at + 1) : (byte) encoded.charAt(at));
            at += escaped ? 3 : 1;
        }
        try {
            String name =
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
            if (encode(name).equals(encoded)) {
                return name;
            }
        } catch (CharacterCodingException ex) {
            throw notAnEncoding(encoded, ex);
        }
        throw notAnEncoding(encoded, null);
    }

    private static byte[] utf8(String name) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (CharacterCodingException ex) {
            throw new BadDestinationException("The name of a user must be well-formed Unicode", ex);
        }
    }

    private static byte hex(String encoded, int at) {
        if (at + 2 > encoded.length()
                || !HexFormat.isHexDigit(encoded.charAt(at))
                || !HexFormat.isHexDigit(encoded.charAt(at + 1))) {
            throw notAnEncoding(encoded, null);
        }
        return (byte) HexFormat.fromHexDigits(encoded, at, at + 2);
    }

    private static boolean standsForItself(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_' || b == '-';
    }

    private static BadDestinationException notAnEncoding(String encoded, @Nullable Throwable cause) {
        return new BadDestinationException(
                "'%s' is not the encoded name of a user".formatted(Quoted.text(encoded)), cause);
    }
}
