package dev.tidings.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a session comes from, as its handshake told.
 *
 * @param connectedAt when that was
 * @param address of the client, or of a proxy before it whose word does not count
 * @param userAgent what the client calls itself, which may be anything
 */
public record Origin(
        Instant connectedAt,
        @Nullable String address,
        @Nullable String userAgent) {}
