package dev.tidings.stomp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what clients send to their own session. A body that breaks a rule is counted and answered with nothing: it is
 * not worth the session of a page that works otherwise.
 */
@Component
final class RequestBodies {

    private static final Logger logger = LoggerFactory.getLogger(RequestBodies.class);
    private static final int MAX_BYTES = 4096;
    private static final int MAX_TIMES = 100;
    private static final long MAX_MILLIS = 3_600_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final JsonMapper json;
    private final Counter bad;

    RequestBodies(JsonMapper json, MeterRegistry metrics) {
        this.json = json;
        this.bad = ignored(metrics, "bad-body");
    }

    /** Returns the counter of what clients sent to their session in vain. */
    static Counter ignored(MeterRegistry metrics, String reason) {
        return Counter.builder("tidings.session.requests.ignored")
                .tag("reason", reason)
                .description("Pings and telemetry of clients that were ignored")
                .register(metrics);
    }

    /**
     * A ping.
     *
     * @param id what the client calls it, if it does
     */
    record Ping(@Nullable String id) {}

    /** Reads a ping; returns {@code null} if it is none. */
    @Nullable
    Ping ping(ClientSession session, byte[] body) {
        if (body.length == 0) {
            return new Ping(null);
        }
        JsonNode ping = read(body);
        JsonNode id = ping.path("id");
        if (ping.isObject() && id.isMissingNode()) {
            return new Ping(null);
        }
        if (id.isString() && ID.matcher(id.asString()).matches()) {
            return new Ping(id.asString());
        }
        ignore(session, "ping");
        return null;
    }

    /** Reads milliseconds from the commit of changes to their use by the client; returns {@code null} if they are none. */
    @Nullable
    List<Long> commitToApply(ClientSession session, byte[] body) {
        JsonNode times = read(body).path("commit_to_apply_ms");
        if (times.isArray() && times.size() <= MAX_TIMES && times.valueStream().allMatch(RequestBodies::isTime)) {
            return times.valueStream().map(JsonNode::asLong).toList();
        }
        ignore(session, "telemetry");
        return null;
    }

    private static boolean isTime(JsonNode time) {
        return time.isIntegralNumber() && time.canConvertToLong() && time.asLong() >= 0 && time.asLong() <= MAX_MILLIS;
    }

    private JsonNode read(byte[] body) {
        try {
            return body.length > MAX_BYTES ? json.missingNode() : json.readTree(body);
        } catch (JacksonException ex) {
            return json.missingNode();
        }
    }

    private void ignore(ClientSession session, String request) {
        bad.increment();
        logger.debug("Ignored a body that breaks a rule session={} request={}", session.id(), request);
    }
}
