package dev.tidings.change;

/** What can be announced: that a resource changed, or a message in a shape of its own. */
public sealed interface Change permits ResourceChange, TypedMessage {}
