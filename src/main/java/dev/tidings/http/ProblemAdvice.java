package dev.tidings.http;

import jakarta.servlet.MultipartConfigElement;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Answers every error as problem details: of wrong input they name the field and the rule, of anything
 * unexpected they say nothing, and the log has it once with its stack.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    private final ObjectProvider<MultipartConfigElement> limits;

    ProblemAdvice(ObjectProvider<MultipartConfigElement> limits) {
        this.limits = limits;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(brokenRules(ex.getAllErrors()), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (ex.isForReturnValue()) {
            return unexpected(ex, request);
        }
        ParameterValidationResult first = ex.getParameterValidationResults().getFirst();
        if (first instanceof ParameterErrors errors) {
            return answer(brokenRules(errors.getAllErrors()), request);
        }
        String parameter = first.getMethodParameter().getParameterName();
        String rule = first.getResolvableErrors().getFirst().getDefaultMessage();
        return answer(badField(parameter, rule), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException ex,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(Problems.badField(ex.getParameterName(), "must be given"), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestPart(
            MissingServletRequestPartException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(Problems.badField(ex.getRequestPartName(), "must be given, as a file"), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = ex instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : null;
        Class<?> type = ex.getRequiredType();
        return answer(badField(name, "must be " + UnreadableJson.expected(type)), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(UnreadableJson.problem(ex), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
            MaxUploadSizeExceededException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        MultipartConfigElement limit = limits.getIfAvailable();
        String size = limit == null
                ? "the limit"
                : DataSize.ofBytes(limit.getMaxFileSize()).toString();
        ErrorResponseException problem = Problems.of(HttpStatus.CONTENT_TOO_LARGE, "'file' must have at most " + size);
        problem.getBody().setProperty("field", "file");
        return answer(problem, request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handleMultipart(MultipartException ex, WebRequest request) {
        return FullDisk.isCauseOf(ex)
                ? noSpace(ex, request)
                : answer(
                        Problems.of(HttpStatus.BAD_REQUEST, "The request body is not well-formed multipart/form-data"),
                        request);
    }

    @ExceptionHandler({
        ConcurrencyFailureException.class,
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class
    })
    @Nullable
    ResponseEntity<Object> handleBusyDatabase(RuntimeException ex, WebRequest request) {
        log.warn("The database could not serve a request", ex);
        ErrorResponseException problem =
                Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "The service is busy. Try again in a moment");
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return answer(problem, request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handleUnexpected(Exception ex, WebRequest request) throws Exception {
        if (ex instanceof AccessDeniedException || ex instanceof AuthenticationException) {
            // Spring Security answers these, from its filters.
            throw ex;
        }
        if (DisconnectedClientHelper.isClientDisconnectedException(ex)) {
            log.debug("The client left before the answer was complete", ex);
            return null;
        }
        return FullDisk.isCauseOf(ex) ? noSpace(ex, request) : unexpected(ex, request);
    }

    private @Nullable ResponseEntity<Object> noSpace(Exception ex, WebRequest request) {
        log.error("There is no space left for uploads", ex);
        return answer(
                Problems.of(HttpStatus.INSUFFICIENT_STORAGE, "There is no space left on the server for this file"),
                request);
    }

    private @Nullable ResponseEntity<Object> unexpected(Exception ex, WebRequest request) {
        log.error("A request failed unexpectedly", ex);
        return answer(
                Problems.of(HttpStatus.INTERNAL_SERVER_ERROR, "The service failed. It is not your request's fault"),
                request);
    }

    private @Nullable ResponseEntity<Object> answer(ErrorResponseException problem, WebRequest request) {
        return handleExceptionInternal(
                problem, problem.getBody(), problem.getHeaders(), problem.getStatusCode(), request);
    }

    private static ErrorResponseException brokenRules(Collection<? extends ObjectError> errors) {
        List<Map<String, String>> all = errors.stream()
                .map(error -> Map.of("field", fieldOf(error), "rule", ruleOf(error.getDefaultMessage())))
                .sorted(Comparator.comparing((Map<String, String> error) -> error.getOrDefault("field", "")))
                .toList();
        ErrorResponseException problem = Problems.badField(
                all.getFirst().getOrDefault("field", ""), all.getFirst().getOrDefault("rule", ""));
        problem.getBody()
                .setDetail(all.stream()
                        .map(error -> "'" + error.get("field") + "' " + error.get("rule"))
                        .collect(Collectors.joining("; ")));
        problem.getBody().setProperty("errors", all);
        return problem;
    }

    private static ErrorResponseException badField(@Nullable String javaName, @Nullable String rule) {
        return Problems.badField(javaName == null ? "value" : FieldNames.onTheWire(javaName), ruleOf(rule));
    }

    private static String fieldOf(ObjectError error) {
        return FieldNames.onTheWire(error instanceof FieldError field ? field.getField() : error.getObjectName());
    }

    private static String ruleOf(@Nullable String message) {
        return message == null ? "is not valid" : message;
    }
}
