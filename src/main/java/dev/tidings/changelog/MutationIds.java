package dev.tidings.changelog;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Finds what the client of the current HTTP request called its mutation, so that it can recognize the
 * change that it caused itself.
 */
final class MutationIds {

    static final String HEADER = "X-Client-Mutation-Id";

    private static final Pattern MUTATION_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private MutationIds() {}

    static @Nullable String current() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return null;
        }
        String id = attributes.getRequest().getHeader(HEADER);
        if (id != null && !MUTATION_ID.matcher(id).matches()) {
            throw malformed();
        }
        return id;
    }

    private static ErrorResponseException malformed() {
        var problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, "'" + HEADER + "' must be 1 to 64 characters of [A-Za-z0-9_-]");
        problem.setProperty("field", HEADER);
        return new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
    }
}
