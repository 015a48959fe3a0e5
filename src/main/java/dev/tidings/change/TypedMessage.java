package dev.tidings.change;

/**
 * A message in the shape of its type.
 *
 * @param key what it is about
 * @param content an instance of the type's class, which holds nothing that depends on who reads it
 */
public record TypedMessage(MessageType<?> type, ChangeKey key, Record content) implements Change {

    public TypedMessage {
        if (!type.content().isInstance(content)) {
            throw new IllegalArgumentException("A message of type '%s' must hold a %s, but holds a %s"
                    .formatted(
                            type.name(),
                            type.content().getSimpleName(),
                            content.getClass().getSimpleName()));
        }
    }
}
