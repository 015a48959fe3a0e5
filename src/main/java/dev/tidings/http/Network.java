package dev.tidings.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits.
 *
 * @param address one of them
 * @param bits how many bits they have in common
 */
record Network(InetAddress address, int bits) {

    private static final Pattern TEXT = Pattern.compile("([^/]+)(?:/([0-9]{1,3}))?");
    /** The forms that have one meaning only: what the JDK reads has more. */
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:]*(\\.[0-9]{1,3}){0,3}");

    /**
     * Reads an address, or a network in CIDR notation.
     *
     * @throws IllegalArgumentException if the text is neither; nothing is looked up
     */
    static Network parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'%s' is no network".formatted(text));
        }
        InetAddress address = address(matcher.group(1))
                .orElseThrow(() -> new IllegalArgumentException("'%s' is no network".formatted(text)));
        int length = address.getAddress().length * Byte.SIZE;
        int bits = matcher.group(2) == null ? length : Integer.parseInt(matcher.group(2));
        if (bits > length) {
            throw new IllegalArgumentException("'%s' has more than %d bits".formatted(text, length));
        }
        return new Network(address, bits);
    }

    /** Reads an address; returns nothing if the text is none. Nothing is looked up. */
    static Optional<InetAddress> address(String text) {
        try {
            return ADDRESS.matcher(text).matches() ? Optional.of(InetAddress.ofLiteral(text)) : Optional.empty();
        } catch (IllegalArgumentException ex) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress other) {
        byte[] here = address.getAddress();
        byte[] there = other.getAddress();
        return here.length == there.length && prefix(here).equals(prefix(there));
    }

    private BigInteger prefix(byte[] bytes) {
        return new BigInteger(1, bytes).shiftRight(bytes.length * Byte.SIZE - bits);
    }
}
