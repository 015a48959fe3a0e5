package dev.tidings.http;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.databind.exc.MismatchedInputException;

/** Tells a client what is wrong with the JSON it sent, without a word about the classes that read it. */
final class UnreadableJson {

    private UnreadableJson() {}

    static ErrorResponseException problem(HttpMessageNotReadableException ex) {
        return switch (ex.getCause()) {
            case MismatchedInputException mismatch
            when !mismatch.getPath().isEmpty() ->
                Problems.badField(field(mismatch), "must be " + expected(mismatch.getTargetType()));
            case MismatchedInputException mismatch ->
                Problems.of(HttpStatus.BAD_REQUEST, "The request body must be " + expected(mismatch.getTargetType()));
            case JacksonException broken
            when broken.getLocation() == null ->
                Problems.of(HttpStatus.BAD_REQUEST, "The request body is nested too deep or has too large a value");
            case JacksonException broken ->
                Problems.of(
                        HttpStatus.BAD_REQUEST,
                        "The request body is not well-formed JSON at line %d, column %d"
                                .formatted(
                                        broken.getLocation().getLineNr(),
                                        broken.getLocation().getColumnNr()));
            case null, default ->
                Problems.of(HttpStatus.BAD_REQUEST, "The request body is missing or cannot be read. Expected JSON");
        };
    }

    private static String field(MismatchedInputException mismatch) {
        var field = new StringBuilder();
        for (Reference step : mismatch.getPath()) {
            String name = step.getPropertyName();
            if (name == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(FieldNames.onTheWire(name));
            }
        }
        return field.toString();
    }

    static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return Map.class.isAssignableFrom(type) || type.isRecord() ? "a JSON object" : "of another type";
    }
}
