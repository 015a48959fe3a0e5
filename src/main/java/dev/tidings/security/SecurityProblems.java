package dev.tidings.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers requests without a valid token, or without the right, with problem details. */
@Component
final class SecurityProblems implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Logger logger = LoggerFactory.getLogger(SecurityProblems.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private static final Duration WARNING_INTERVAL = Duration.ofSeconds(10);

    private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - WARNING_INTERVAL.toNanos());
    private final JsonMapper json;

    SecurityProblems(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
            throws IOException {
        if (ex instanceof AuthenticationServiceException) {
            warn(ex);
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            write(response, HttpStatus.SERVICE_UNAVAILABLE, "Tokens cannot be checked now. Try again later");
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        boolean absent = request.getHeader(HttpHeaders.AUTHORIZATION) == null;
        write(
                response,
                HttpStatus.UNAUTHORIZED,
                absent
                        ? "'Authorization' must carry a token: Bearer <jwt>"
                        : "The token in 'Authorization' is not valid, or no longer. Sign in again");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException ex)
            throws IOException {
        write(response, HttpStatus.FORBIDDEN, "Your roles do not allow this");
    }

    /** Says so now and then: anybody can send what cannot be checked, as often as they like. */
    private void warn(AuthenticationException ex) {
        long now = System.nanoTime();
        long last = warnedAt.get();
        if (now - last >= WARNING_INTERVAL.toNanos() && warnedAt.compareAndSet(last, now)) {
            logger.warn("Tokens cannot be checked", ex);
        }
    }

    void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(ProblemDetail.forStatusAndDetail(status, detail)));
    }
}
