package dev.tidings.studio.secrets;

/**
 * Published in the transaction in which a user's secret comes to be or ceases to be; not when only its value changes.
 *
 * @param set whether there is a value now
 */
public record SecretChanged(String owner, String name, boolean set) {}
