package dev.tidings.ingest;

import dev.tidings.http.Problems;
import dev.tidings.http.Shown;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Why a request is refused, for whichever way it came. The detail says all of it. */
final class IngestProblems {

    /** Fields whose values name something. Whatever else an item has may be what only readers of the change may see. */
    private static final Pattern NAMING = Pattern.compile("transient|key|destinations(\\..+)?|change\\..+");

    private IngestProblems() {}

    /** 400: a field of an item breaks a rule. */
    static ErrorResponseException badItem(int index, String field, JsonNode value, String rule) {
        return item(HttpStatus.BAD_REQUEST, index, field, value, rule);
    }

    /** 403: an item goes where nobody from outside may publish. */
    static ErrorResponseException undeclared(int index, String field, JsonNode value) {
        return item(
                HttpStatus.FORBIDDEN,
                index,
                field,
                value,
                "must be declared by a setting 'tidings.destinations.<name>.read'");
    }

    /** 400: the JSON of the request as a whole is wrong. */
    static ErrorResponseException badRequest(String rule) {
        return Problems.of(HttpStatus.BAD_REQUEST, "The request body " + rule);
    }

    /** 400: the request is not JSON, or none that can be read. */
    static ErrorResponseException notJson(int index, JacksonException ex) {
        if (ex.getLocation() == null) {
            return Problems.of(
                    HttpStatus.BAD_REQUEST,
                    "The request body is nested too deep or has too large a value at item %d".formatted(index));
        }
        return Problems.of(
                HttpStatus.BAD_REQUEST,
                "The request body is not well-formed JSON at item %d, line %d, column %d"
                        .formatted(
                                index,
                                ex.getLocation().getLineNr(),
                                ex.getLocation().getColumnNr()));
    }

    /** 413: the request is too large. */
    static ErrorResponseException tooLarge(IngestProperties properties) {
        return Problems.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "The request body must have at most %s ('tidings.ingest.max-request-size')"
                        .formatted(properties.maxRequestSize()));
    }

    /** 422: the key was used for something else. */
    static ErrorResponseException otherBody(String key) {
        return Problems.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "'%s' was used with another body before. Use a new key for a new request".formatted(Shown.text(key)));
    }

    private static ErrorResponseException item(
            HttpStatus status, int index, String field, JsonNode value, String rule) {
        String shown = shown(field, value);
        ErrorResponseException problem =
                Problems.of(status, "Item %d: '%s' %s, but is %s".formatted(index, field, rule, shown));
        problem.getBody().setProperty("index", index);
        problem.getBody().setProperty("field", field);
        problem.getBody().setProperty("value", shown);
        problem.getBody().setProperty("rule", rule);
        return problem;
    }

    private static String shown(String field, JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING -> "absent";
            case OBJECT, POJO -> "an object";
            case ARRAY -> "an array";
            case NULL -> "null";
            case STRING, BINARY, NUMBER, BOOLEAN ->
                NAMING.matcher(field).matches()
                        ? Shown.text(value.toString())
                        : value.isString() ? "text" : value.isNumber() ? "a number" : "a boolean";
        };
    }
}
