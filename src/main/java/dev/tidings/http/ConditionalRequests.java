package dev.tidings.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Checks {@code If-Match}, RFC 9110 section 13.1.1. */
public final class ConditionalRequests {

    private ConditionalRequests() {}

    /**
     * Lets a request pass that has no {@code If-Match} or names the current version.
     *
     * @param etag entity tag of the current version, without quotes
     * @throws org.springframework.web.ErrorResponseException with status 412 if the request names other versions
     */
    public static void requireMatch(HttpServletRequest request, String etag) {
        Enumeration<String> values = request.getHeaders(HttpHeaders.IF_MATCH);
        if (!values.hasMoreElements()) {
            return;
        }
        List<ETag> expected = ETag.parse(String.join(",", Collections.list(values)));
        if (expected.stream()
                .noneMatch(one -> one.isWildcard() || (!one.weak() && one.tag().equals(etag)))) {
            throw Problems.of(
                    HttpStatus.PRECONDITION_FAILED,
                    "'If-Match' names another version than the current \"" + etag + "\". Load the resource again");
        }
    }
}
