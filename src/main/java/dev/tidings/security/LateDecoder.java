package dev.tidings.security;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;

/**
 * A decoder that may have to find its issuer first. Until it has, one caller at a time tries, and after a failure nobody for
 * {@link #PAUSE}: whatever tokens come meanwhile, they neither queue up nor have the issuer asked.
 */
final class LateDecoder implements JwtDecoder {

    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final JwtDecoder decoder;
    private final LongSupplier nanoTime;
    private final ReentrantLock finding = new ReentrantLock();
    private volatile boolean found;
    private long triedAt;

    /**
     * Creates a decoder around one that looks for its issuer at each use until it finds it.
     *
     * @param nanoTime time as of {@link System#nanoTime()}
     */
    LateDecoder(JwtDecoder decoder, LongSupplier nanoTime) {
        this.decoder = decoder;
        this.nanoTime = nanoTime;
        this.triedAt = nanoTime.getAsLong() - PAUSE.toNanos();
    }

    /**
     * @throws JwtDecoderInitializationException if there is no issuer yet
     */
    @Override
    public Jwt decode(String token) {
        return found ? decoder.decode(token) : find(token);
    }

    private Jwt find(String token) {
        try {
            if (!finding.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw notFound();
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw notFound();
        }
        try {
            if (!found && nanoTime.getAsLong() - triedAt < PAUSE.toNanos()) {
                throw notFound();
            }
            boolean isThere = true;
            try {
                return decoder.decode(token);
            } catch (JwtDecoderInitializationException ex) {
                isThere = false;
                triedAt = nanoTime.getAsLong();
                throw ex;
            } finally {
                found = isThere;
            }
        } finally {
            finding.unlock();
        }
    }

    private static JwtDecoderInitializationException notFound() {
        return new JwtDecoderInitializationException(
                "The issuer was not found", new IllegalStateException("It was looked for less than " + PAUSE + " ago"));
    }
}
