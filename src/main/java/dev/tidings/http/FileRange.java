package dev.tidings.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;

/** The part of a file that a request asks for with {@code Range} (RFC 9110 section 14.2). */
public final class FileRange {

    private FileRange() {}

    /**
     * Answers with a file, of which Spring cuts the ranges that the request asks for. A range of a unit other than bytes, or
     * one that makes no sense, is ignored: then the whole is sent.
     *
     * @param response has all but the length and the body
     * @param range value of {@code Range}
     * @throws ErrorResponseException with 416 if the file does not reach as far as a range
     */
    public static ResponseEntity<Resource> answer(
            ResponseEntity.BodyBuilder response, Path file, @Nullable String range) throws IOException {
        List<HttpRange> ranges;
        try {
            ranges = HttpRange.parseRanges(range);
        } catch (IllegalArgumentException _) {
            return answerWhole(response, file);
        }
        requireWithin(ranges, Files.size(file));
        return response.body(new FileSystemResource(file));
    }

    /** Answers with a file, of which no range is cut whatever the request asks for. */
    public static ResponseEntity<Resource> answerWhole(ResponseEntity.BodyBuilder response, Path file)
            throws IOException {
        // Spring cuts ranges from every resource but this one.
        return response.contentLength(Files.size(file)).body(new InputStreamResource(Files.newInputStream(file)));
    }

    private static void requireWithin(List<HttpRange> ranges, long size) {
        for (HttpRange range : ranges) {
            if (range.getRangeStart(size) >= size) {
                var problem = Problems.of(
                        HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                        "'Range' must begin within the %d bytes of the file, but was '%s'"
                                .formatted(size, Shown.text(range.toString())));
                problem.getHeaders().set(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
                throw problem;
            }
        }
    }
}
