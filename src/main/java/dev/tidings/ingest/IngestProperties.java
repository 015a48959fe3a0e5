package dev.tidings.ingest;

import static dev.tidings.instance.Settings.requirePositive;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of publishing from outside.
 *
 * @param maxRequestSize size of the largest request or message
 * @param keyAge how long a request is known by its key
 * @param retries how often a message over AMQP is tried again when the database fails, before it goes to the dead letters
 * @param retryDelay time until the first of these; each time it doubles
 */
@Validated
@ConfigurationProperties("tidings.ingest")
record IngestProperties(
        @DefaultValue("8MB") DataSize maxRequestSize,
        @DefaultValue("1d") Duration keyAge,
        @DefaultValue("5") @Min(0) @Max(20) int retries,
        @DefaultValue("1s") Duration retryDelay) {

    private static final DataSize MOST = DataSize.ofMegabytes(256);

    IngestProperties {
        if (maxRequestSize.toBytes() <= 0 || maxRequestSize.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "'tidings.ingest.max-request-size' must be positive and at most %s, but was %s"
                            .formatted(MOST, maxRequestSize));
        }
        requirePositive("tidings.ingest.key-age", keyAge);
        requirePositive("tidings.ingest.retry-delay", retryDelay);
    }
}
