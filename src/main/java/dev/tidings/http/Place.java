package dev.tidings.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where something stands in a list that is in the order of time, and of ids within the same moment. */
public record Place(Instant createdAt, String id) {

    /**
     * Returns the place that a token of a page stands for, {@code null} without a token.
     *
     * @throws org.springframework.web.ErrorResponseException with status 400 if it is no such token
     */
    public static @Nullable Place parse(@Nullable String token) {
        if (token == null) {
            return null;
        }
        List<String> keys = PageToken.parse(token, 2);
        try {
            return new Place(Instant.parse(keys.get(0)), keys.get(1));
        } catch (DateTimeException _) {
            throw PageToken.invalid();
        }
    }

    String token() {
        return PageToken.of(createdAt.toString(), id);
    }
}
