package dev.tidings.security;

import java.time.Duration;

/**
 * How far the clock of whoever gives tokens out may be off ours.
 *
 * @param forgiven time for which a token is taken before it begins to be valid, and after it expired
 */
public record ClockSkew(Duration forgiven) {}
