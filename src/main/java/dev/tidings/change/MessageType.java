package dev.tidings.change;

import java.util.regex.Pattern;

/**
 * A type of messages whose body has a shape of its own, such as {@code execution_update}. Each is a bean of the module
 * that announces it; a message of any other type is refused.
 *
 * @param name value of {@code type} in the body: lower-case letters, digits and {@code _}, at most 64 characters
 * @param content the members of the body beside {@code type}, {@code change_id}, {@code mutation_id} and
 *     {@code timestamp}
 */
public record MessageType<T extends Record>(String name, Class<T> content) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    public MessageType {
        if (!NAME.matcher(name).matches() || name.equals(ResourceChange.MESSAGE_TYPE)) {
            throw new IllegalArgumentException(
                    "The name of a message type must be 1 to 64 characters of [a-z0-9_], begin with a letter and not be"
                            + " '%s', but is '%s'".formatted(ResourceChange.MESSAGE_TYPE, name));
        }
    }

    /**
     * Makes a message.
     *
     * @param key what it is about; of two transient ones with the same key the newer may replace the older, and a
     *     logged one replaces all that wait
     */
    public TypedMessage message(ChangeKey key, T message) {
        return new TypedMessage(this, key, message);
    }
}
