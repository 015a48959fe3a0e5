package dev.tidings.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the requests of each user to this instance, so that one of them does not take the time of the others. Stands after
 * the authentication; what operators read, and requests of nobody, pass.
 *
 * <p>A user who has asked for nothing in a while is forgotten once there are many.
 */
final class UserRequestLimit extends OncePerRequestFilter {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int MANY = 10_000;

    private final int perSecond;
    private final int burst;
    private final TimeMeter time;
    private final SecurityProblems problems;
    private final Counter limited;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    UserRequestLimit(int perSecond, int burst, TimeMeter time, SecurityProblems problems, MeterRegistry metrics) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.time = time;
        this.problems = problems;
        this.limited = Counter.builder("tidings.requests.limited")
                .description("Requests over HTTP that were refused because their user sent too many")
                .register(metrics);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Principal user = request.getUserPrincipal();
        if (user == null || tryTake(user.getName())) {
            chain.doFilter(request, response);
        } else {
            limited.increment();
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(PERIOD.toSeconds()));
            problems.write(
                    response,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "A user may send %d requests per second. Try again later".formatted(perSecond));
        }
    }

    /** Returns whether a user may send one more request; if so, it counts. */
    boolean tryTake(String user) {
        Bucket known = buckets.get(user);
        if (known != null) {
            return known.tryConsume(1);
        }
        if (buckets.size() >= MANY) {
            buckets.values().removeIf(bucket -> bucket.getAvailableTokens() == burst);
        }
        return buckets.computeIfAbsent(user, name -> bucket()).tryConsume(1);
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, PERIOD))
                .withCustomTimePrecision(time)
                .build();
    }

    /** Returns how many users are known. */
    int users() {
        return buckets.size();
    }
}
