package dev.tidings.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer as they were read last. They are read again when they are five minutes old, and when a token names
 * another key, but at most twice in {@link #INTERVAL}: whoever makes up names of keys must not have us flood the issuer.
 * While the issuer is away, those that were read in the last {@link #KEPT} count.
 *
 * <p>Implementation note: Spring's decoder has a source that keeps keys for five minutes and knows neither of the two
 * limits; this one asks it.
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

    private static final Duration UNTIL_ASKED = Duration.ofSeconds(30);
    private static final Duration READING = Duration.ofSeconds(15);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofHours(1);

    private final JWKSetSource<SecurityContext> remote;

    private IssuerKeys(JWKSetSource<SecurityContext> remote) {
        this.remote = remote;
    }

    /** Has a processor of tokens take these keys, for signatures by some algorithms. */
    static void useIn(ConfigurableJWTProcessor<SecurityContext> processor, Set<JWSAlgorithm> algorithms) {
        if (processor.getJWSKeySelector() instanceof JWSVerificationKeySelector<SecurityContext> own
                && own.getJWKSource() instanceof JWKSetBasedJWKSource<SecurityContext> source) {
            JWKSource<SecurityContext> keys = JWKSourceBuilder.create(new IssuerKeys(source.getJWKSetSource()))
                    .cache(UNTIL_ASKED.toMillis(), READING.toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(INTERVAL.toMillis())
                    .outageTolerant(KEPT.toMillis())
                    .build();
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
        }
    }

    /** Says of a failure to read that the keys are away: by that outages are known. */
    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            return remote.getJWKSet(refresh, now, context);
        } catch (RemoteKeySourceException ex) {
            throw new JWKSetUnavailableException(ex.getMessage(), ex);
        }
    }

    @Override
    public void close() throws IOException {
        remote.close();
    }
}
