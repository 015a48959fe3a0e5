package dev.tidings.http;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The errors that an endpoint answers with, as RFC 9457 problem details. */
public final class Problems {

    private Problems() {}

    /** 400: a field of the request breaks a rule, for example {@code 'name' must not be empty}. */
    public static ErrorResponseException badField(String field, String rule) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "'" + field + "' " + rule);
        problem.setProperty("field", field);
        return new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
    }

    /** 403: the caller may see the resource but not do this to it. */
    public static ErrorResponseException forbidden(String detail) {
        return of(HttpStatus.FORBIDDEN, detail);
    }

    /** 404: there is no such resource, or none that the caller may know of. */
    public static ErrorResponseException notFound(String resourceType, String id) {
        return of(
                HttpStatus.NOT_FOUND, "There is no %s '%s' that you may read".formatted(resourceType, Shown.text(id)));
    }

    /** 409: the request contradicts the state of the resource. */
    public static ErrorResponseException conflict(String detail) {
        return of(HttpStatus.CONFLICT, detail);
    }

    /** Any other status. */
    public static ErrorResponseException of(HttpStatus status, String detail) {
        return new ErrorResponseException(status, problem(status, detail), null);
    }

    private static ProblemDetail problem(HttpStatus status, String detail) {
        return ProblemDetail.forStatusAndDetail(status, detail);
    }
}
