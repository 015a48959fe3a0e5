package dev.tidings.monitoring;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as it is told to its user and to admins.
 *
 * @param user name of the user
 * @param instance id of the instance that has it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SessionResource(
        String id,
        String user,
        Instant connectedAt,
        @Nullable String address,
        @Nullable String userAgent,
        String instance) {}
