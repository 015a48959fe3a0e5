package dev.tidings.ingest;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of publishing from outside.
 *
 * @param maxRequestSize size of the largest request or message
 * @param keyAge how long a request is known by its key
 */
@ConfigurationProperties("tidings.ingest")
record IngestProperties(
        @DefaultValue("8MB") DataSize maxRequestSize,
        @DefaultValue("1d") Duration keyAge) {

    private static final DataSize MOST = DataSize.ofMegabytes(256);

    IngestProperties {
        if (maxRequestSize.toBytes() <= 0 || maxRequestSize.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "'tidings.ingest.max-request-size' must be positive and at most %s, but was %s"
                            .formatted(MOST, maxRequestSize));
        }
        if (!keyAge.isPositive()) {
            throw new IllegalArgumentException("'tidings.ingest.key-age' must be positive, but was " + keyAge);
        }
    }
}
