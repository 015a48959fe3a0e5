package dev.tidings.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tidings.http.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes changes over HTTP, from callers with the role {@code publisher}. */
@RestController
final class IngestController {

    private static final String KEY = "Idempotency-Key";
    private static final Pattern KEY_VALUE = Pattern.compile("[!-~]{1,255}");

    private final ItemReader reader;
    private final IngestService service;
    private final IngestProperties properties;

    IngestController(ItemReader reader, IngestService service, IngestProperties properties) {
        this.reader = reader;
        this.service = service;
        this.properties = properties;
    }

    @PostMapping(
            path = "/api/changes",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE})
    @Operation(
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        array = @ArraySchema(schema = @Schema(implementation = ItemDescription.class))),
                                @Content(
                                        mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                                        schema = @Schema(implementation = ItemDescription.class))
                            }))
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true, description = "Published")
    @ApiResponse(
            responseCode = "202",
            useReturnTypeSchema = true,
            description = "Transient, or published with positions that are not known yet")
    ResponseEntity<Answer> publish(
            HttpServletRequest request, @RequestHeader("Content-Type") MediaType type, Authentication caller)
            throws IOException {
        RequestKey key = key(request, caller);
        byte[] body = body(request);
        List<Item> items =
                type.isCompatibleWith(MediaType.APPLICATION_JSON) ? reader.readArray(body) : reader.readLines(body);
        Map<String, String> positions = service.publish(new IngestRequest(key, DigestUtils.sha256Hex(body), items));
        return ResponseEntity.status(positions.isEmpty() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(new Answer(positions));
    }

    private static @Nullable RequestKey key(HttpServletRequest request, Authentication caller) {
        List<String> keys = Collections.list(request.getHeaders(KEY));
        if (keys.isEmpty()) {
            return null;
        }
        if (keys.size() > 1 || !KEY_VALUE.matcher(keys.getFirst()).matches()) {
            throw Problems.badField(KEY, "must be given once, as 1 to 255 visible ASCII characters");
        }
        return RequestKey.ofHttp(caller.getName(), keys.getFirst());
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        int limit = (int) properties.maxRequestSize().toBytes();
        if (request.getContentLengthLong() > limit) {
            throw IngestProblems.tooLarge(properties);
        }
        byte[] body = request.getInputStream().readNBytes(limit + 1);
        if (body.length > limit) {
            throw IngestProblems.tooLarge(properties);
        }
        return body;
    }

    /** An item as it is described; what is read is more exact about what is wrong. */
    record ItemDescription(
            List<String> destinations,
            Map<String, Object> change,
            @JsonProperty("transient") boolean isTransient,
            @Nullable String key) {}

    /**
     * What a request is answered with.
     *
     * @param positions of each destination, as it was addressed, the position after its last logged change
     */
    record Answer(Map<String, String> positions) {}
}
