package dev.tidings.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tidings.change.Position;
import dev.tidings.destination.Destination;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a request for a list that has a stream, so that a client can load it, subscribe with
 * {@code since} set to its {@code Change-Position}, and be exact from then on.
 */
@Component
public final class LiveList {

    /** Header with the position of each stream that the list is valid at. */
    public static final String CHANGE_POSITION = "Change-Position";

    private final JsonMapper json;

    LiveList(JsonMapper json) {
        this.json = json;
    }

    /**
     * Answers with the list, or with 304 if the client has it already. Both carry the positions.
     *
     * @param positions heads of the list's streams, read before the list was
     * @param list the list, written as JSON
     */
    public <T> ResponseEntity<Written<T>> answer(
            ServletWebRequest request, Map<? extends Destination, Position> positions, T list) {
        String body = json.writeValueAsString(list);
        String etag = "\"" + DigestUtils.md5DigestAsHex(body.getBytes(StandardCharsets.UTF_8)) + "\"";
        var response = request.checkNotModified(etag) ? ResponseEntity.status(304) : ResponseEntity.ok();
        response.eTag(etag)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .header(CHANGE_POSITION, header(positions));
        return request.isNotModified()
                ? response.build()
                : response.contentType(MediaType.APPLICATION_JSON).body(new Written<>(body));
    }

    /** Returns the value of {@link #CHANGE_POSITION}, for an answer that has an ETag of its own. */
    public static String header(Map<? extends Destination, Position> positions) {
        return positions.entrySet().stream()
                .map(entry -> entry.getKey().address() + "@" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /**
     * A list that is written already, because its ETag is that of its bytes.
     *
     * @param <T> what it was, which the description of the endpoint tells
     */
    @SuppressWarnings("UnusedTypeParameter")
    public static final class Written<T> {

        private final String json;

        Written(String json) {
            this.json = json;
        }

        @JsonValue
        @JsonRawValue
        String json() {
            return json;
        }
    }
}
