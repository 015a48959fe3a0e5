package dev.tidings.stomp;

import dev.tidings.session.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Counts the clients that go over a limit, and says how that ends their sessions. */
@Component
final class Exceeded {

    private final Map<Limit, Counter> counters = new EnumMap<>(Limit.class);

    /** What a client may do only so much of. */
    enum Limit {
        FRAMES(ErrorCode.RATE_LIMITED, "The client sends too many frames"),
        BYTES(ErrorCode.RATE_LIMITED, "The client sends too many bytes"),
        CONNECT_SIZE(ErrorCode.TOO_LARGE, "Too many bytes came before CONNECTED"),
        CONNECT_TIME(ErrorCode.AUTHENTICATION_FAILED, "CONNECT did not come in time"),
        USER(ErrorCode.RATE_LIMITED, "The user has too many sessions"),
        ADDRESS(ErrorCode.RATE_LIMITED, "The client's address has too many sessions");

        private final ErrorCode code;
        private final String message;

        Limit(ErrorCode code, String message) {
            this.code = code;
            this.message = message;
        }
    }

    Exceeded(MeterRegistry metrics) {
        for (Limit limit : Limit.values()) {
            counters.put(
                    limit,
                    Counter.builder("tidings.limits.exceeded")
                            .tag("limit", limit.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .description("Sessions that ended because their client went over a limit")
                            .register(metrics));
        }
    }

    /** Counts a client that went over a limit, and returns what it is told. */
    ProtocolException count(Limit limit) {
        Objects.requireNonNull(counters.get(limit)).increment();
        return new ProtocolException(limit.code, limit.message);
    }
}
