package dev.tidings.studio.models;

import dev.tidings.http.OutboundRequests;
import dev.tidings.http.RefusedRequestException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is missing of a file over HTTP, once. It asks for the rest only if it knows by which validator the other
 * host tells versions of the file apart (RFC 9110, section 13.1.5); a file that has changed comes again from its beginning.
 */
final class Transfer {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MAX_VALIDATOR_LENGTH = 255;
    private static final int PARTIAL_CONTENT = HttpURLConnection.HTTP_PARTIAL;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

    private final OutboundRequests requests;
    private final ModelProperties properties;

    Transfer(OutboundRequests requests, ModelProperties properties) {
        this.requests = requests;
        this.properties = properties;
    }

    /** Follows a transfer. */
    interface Progress {

        /** Called before the first piece and after each one. */
        void reached(State state) throws DownloadTakenAwayException;
    }

    /**
     * How far a transfer is.
     *
     * @param total bytes of the whole file, if the other host told
     * @param validator what the other host calls this version of the file, if anything that can be relied upon
     */
    record State(long bytes, @Nullable Long total, @Nullable String validator) {}

    /**
     * Appends what is missing to a file.
     *
     * @param from how many bytes of it are there
     * @param validator of the version that these are of
     * @return how many bytes it has in the end
     * @throws RefusedRequestException if the other host will not give the file, or it is too large
     * @throws IOException if the other host cannot be reached or the transfer broke off
     */
    long run(URI url, Path file, long from, @Nullable String validator, Progress progress)
            throws IOException, RefusedRequestException, DownloadTakenAwayException {
        Map<String, String> range = from > 0 && validator != null
                ? Map.of("Range", "bytes=%d-".formatted(from), "If-Range", validator)
                : Map.of();
        HttpURLConnection connection = requests.get(url, range);
        try {
            int status = connection.getResponseCode();
            if (status == RANGE_NOT_SATISFIABLE && !range.isEmpty()) {
                return run(url, file, 0, null, progress);
            }
            OutboundRequests.requireContent(status);
            long start = status == PARTIAL_CONTENT ? requireStart(connection, from) : 0;
            Long total = total(connection, status, start);
            requireSize(total == null ? 0 : total);
            return copy(connection, file, new State(start, total, validator(connection)), progress);
        } finally {
            connection.disconnect();
        }
    }

    private long copy(HttpURLConnection connection, Path file, State start, Progress progress)
            throws IOException, RefusedRequestException, DownloadTakenAwayException {
        long bytes = start.bytes();
        try (InputStream content = connection.getInputStream();
                var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.truncate(bytes).position(bytes);
            // Of which version the file is, before it has more of it: whoever goes on must not take it for another.
            progress.reached(start);
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                requireSize(bytes + read);
                var piece = ByteBuffer.wrap(buffer, 0, read);
                while (piece.hasRemaining()) {
                    out.write(piece);
                }
                bytes += read;
                progress.reached(new State(bytes, start.total(), start.validator()));
            }
        }
        if (start.total() != null && bytes < start.total()) {
            throw new EOFException("The connection ended early");
        }
        return bytes;
    }

    /** Returns where a part begins, which must be where it was asked to. */
    private static long requireStart(HttpURLConnection connection, long from) throws RefusedRequestException {
        Matcher range = CONTENT_RANGE.matcher(String.valueOf(connection.getHeaderField("Content-Range")));
        if (!range.matches() || Long.parseLong(range.group(1)) != from) {
            throw new RefusedRequestException("The other host gave another part of the file than it was asked for");
        }
        return from;
    }

    private static @Nullable Long total(HttpURLConnection connection, int status, long start) {
        long length = connection.getContentLengthLong();
        if (length < 0) {
            return null;
        }
        return status == PARTIAL_CONTENT ? start + length : length;
    }

    /** A validator that is weak, or none, does not tell whether two parts are of the same file. */
    private static @Nullable String validator(HttpURLConnection connection) {
        String etag = connection.getHeaderField("ETag");
        boolean isStrong = etag != null && etag.startsWith("\"") && etag.length() <= MAX_VALIDATOR_LENGTH;
        return isStrong ? etag : null;
    }

    private void requireSize(long bytes) throws RefusedRequestException {
        if (bytes > properties.maxSize().toBytes()) {
            throw new RefusedRequestException(
                    "The file must have at most %s ('tidings.models.max-size')".formatted(properties.maxSize()));
        }
    }
}
