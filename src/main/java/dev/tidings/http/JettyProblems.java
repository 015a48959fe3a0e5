package dev.tidings.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Answers what is wrong with a request before any filter sees it, such as a malformed URI or too much header. */
final class JettyProblems extends ErrorHandler {

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        String title = HttpStatus.getMessage(code);
        Content.Sink.write(
                response,
                true,
                "{\"title\":\"%s\",\"status\":%d,\"detail\":\"The request was refused: %s\"}"
                        .formatted(title, code, title),
                callback);
    }
}
