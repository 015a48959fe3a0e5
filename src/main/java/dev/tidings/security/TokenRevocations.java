package dev.tidings.security;

import dev.tidings.instance.RepeatedTask;
import dev.tidings.instance.RepeatedTask.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tokens that are not good any more although they have not expired: single ones, and all of a user that were issued up to a
 * time. What one instance revokes, the others know within a second; an instance that could not look for {@link #TRUSTED}
 * takes no token.
 *
 * <p>Time of issue is what the token says, in whole seconds: a token from the second of the revocation is revoked.
 */
final class TokenRevocations implements OAuth2TokenValidator<Jwt>, SmartLifecycle {

    static final Duration TRUSTED = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final OAuth2TokenValidatorResult REVOKED =
            OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "Jwt revoked", null));

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Duration retention;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final RepeatedTask task = new RepeatedTask("token-revocations", this::look, Pause.of(LOOK));
    private volatile Known known;
    private volatile long lookedAt;

    /**
     * Creates an instance that knows what is revoked by now.
     *
     * @param retention how long a revocation is kept
     * @param nanoTime time as of {@link System#nanoTime()}
     */
    TokenRevocations(
            JdbcClient jdbc,
            TransactionOperations transactions,
            Duration retention,
            Clock clock,
            LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.retention = retention;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.lookedAt = nanoTime.getAsLong();
        this.known = read();
    }

    /** What was revoked as of a version. */
    private record Known(long version, Set<String> tokens, Map<String, Instant> users) {}

    /** Says of a token that its revocation is why it is refused. */
    static boolean isWhy(OAuth2Error error) {
        return REVOKED.getErrors().contains(error);
    }

    /** Revokes one token by its claim {@code jti}. */
    void revokeToken(String id) {
        revoke(() -> jdbc.sql("insert into revoked_token (token_id, revoked_at) values (?, ?) on conflict do nothing")
                .params(id, now())
                .update());
    }

    /** Revokes all tokens of a user that were issued by now. */
    void revokeAllOf(String user) {
        revoke(() -> {
            int updated = jdbc.sql("update revoked_user set revoked_at = greatest(revoked_at, ?) where reader = ?")
                    .params(now(), user)
                    .update();
            if (updated == 0) {
                jdbc.sql("insert into revoked_user (reader, revoked_at) values (?, ?)")
                        .params(user, now())
                        .update();
            }
        });
    }

    private void revoke(Runnable write) {
        transactions.executeWithoutResult(_ -> {
            // First, for the lock: one revocation at a time.
            jdbc.sql("update token_revocation_version set version = version + 1")
                    .update();
            write.run();
        });
        look();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** Returns whether a token is revoked, as far as is known here. */
    boolean isRevoked(Jwt token) {
        Known current = known;
        if (token.getId() != null && current.tokens.contains(token.getId())) {
            return true;
        }
        Instant revokedAt = current.users.get(token.getSubject());
        return revokedAt != null && !isIssuedAfter(token, revokedAt);
    }

    /** Of a token that does not say when it was issued, Spring says: a second before it expires. */
    private static boolean isIssuedAfter(Jwt token, Instant time) {
        Instant issuedAt = token.getIssuedAt();
        Instant expiresAt = token.getExpiresAt();
        return issuedAt != null
                && issuedAt.isAfter(time)
                && (expiresAt == null || !issuedAt.equals(expiresAt.minusSeconds(1)));
    }

    /**
     * @throws JwtException if it is not known what is revoked
     */
    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        if (nanoTime.getAsLong() - lookedAt > TRUSTED.toNanos()) {
            throw new JwtException("Could not read for %s which tokens are revoked".formatted(TRUSTED));
        }
        return isRevoked(token) ? REVOKED : OAuth2TokenValidatorResult.success();
    }

    private synchronized Pause look() {
        long begun = nanoTime.getAsLong();
        long version = version();
        if (version != known.version) {
            known = read();
        }
        lookedAt = begun;
        return Pause.of(LOOK);
    }

    private Known read() {
        // Before the rest: what is newer than that is read once more.
        long version = version();
        var tokens = new HashSet<String>();
        jdbc.sql("select token_id from revoked_token").query(row -> {
            tokens.add(row.getString("token_id"));
        });
        var users = new HashMap<String, Instant>();
        jdbc.sql("select reader, revoked_at from revoked_user").query(row -> {
            users.put(
                    row.getString("reader"),
                    row.getObject("revoked_at", OffsetDateTime.class).toInstant());
        });
        return new Known(version, tokens, users);
    }

    private long version() {
        return jdbc.sql("select version from token_revocation_version")
                .query(Long.class)
                .single();
    }

    /** Removes what has been kept long enough. */
    void removeOld() {
        OffsetDateTime kept = now().minus(retention);
        jdbc.sql("delete from revoked_token where revoked_at < ?").param(kept).update();
        jdbc.sql("delete from revoked_user where revoked_at < ?").param(kept).update();
    }

    @Override
    public void start() {
        task.start();
    }

    @Override
    public void stop() {
        task.stop();
    }

    @Override
    public boolean isRunning() {
        return task.isRunning();
    }
}
