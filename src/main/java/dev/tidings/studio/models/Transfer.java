package dev.tidings.studio.models;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is missing of a file over HTTP, once. It asks for the rest only if it knows by which validator the other
 * host tells versions of the file apart (RFC 9110, section 13.1.5); a file that has changed comes again from its beginning.
 */
final class Transfer {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_VALIDATOR_LENGTH = 255;
    private static final int PARTIAL_CONTENT = HttpURLConnection.HTTP_PARTIAL;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

    private final AllowedHosts hosts;
    private final ModelProperties properties;

    Transfer(AllowedHosts hosts, ModelProperties properties) {
        this.hosts = hosts;
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
     * @throws RefusedDownloadException if the other host will not give the file, or it is too large
     * @throws IOException if the other host cannot be reached or the transfer broke off
     */
    long run(URI url, Path file, long from, @Nullable String validator, Progress progress)
            throws IOException, RefusedDownloadException, DownloadTakenAwayException {
        boolean isRest = from > 0 && validator != null;
        HttpURLConnection connection = open(url, isRest ? from : 0, validator);
        try {
            int status = connection.getResponseCode();
            if (status == RANGE_NOT_SATISFIABLE && isRest) {
                return run(url, file, 0, null, progress);
            }
            requireContent(status);
            long start = status == PARTIAL_CONTENT ? requireStart(connection, from) : 0;
            Long total = total(connection, status, start);
            requireSize(total == null ? 0 : total);
            return copy(connection, file, new State(start, total, validator(connection)), progress);
        } finally {
            connection.disconnect();
        }
    }

    private long copy(HttpURLConnection connection, Path file, State start, Progress progress)
            throws IOException, RefusedDownloadException, DownloadTakenAwayException {
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

    private HttpURLConnection open(URI url, long from, @Nullable String validator)
            throws IOException, RefusedDownloadException {
        URI current = url;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            if (!hosts.allow(current)) {
                throw new RefusedDownloadException(
                        "'%s' is not among the hosts that may be asked".formatted(current.getHost()));
            }
            HttpURLConnection connection = connect(current, from, validator);
            if (!isRedirect(connection.getResponseCode())) {
                return connection;
            }
            current = target(current, connection.getHeaderField("Location"));
            connection.disconnect();
        }
        throw new RefusedDownloadException("The other host redirects more than %d times".formatted(MAX_REDIRECTS));
    }

    private HttpURLConnection connect(URI url, long from, @Nullable String validator) throws IOException {
        var connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout((int) properties.timeout().toMillis());
        connection.setReadTimeout((int) properties.timeout().toMillis());
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept-Encoding", "identity");
        if (from > 0) {
            connection.setRequestProperty("Range", "bytes=%d-".formatted(from));
            connection.setRequestProperty("If-Range", validator);
        }
        return connection;
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static URI target(URI from, @Nullable String location) throws RefusedDownloadException {
        try {
            return from.resolve(new URI(location == null ? "" : location));
        } catch (URISyntaxException ex) {
            throw new RefusedDownloadException("The other host redirects to no address");
        }
    }

    private static void requireContent(int status) throws IOException, RefusedDownloadException {
        if (status == HttpURLConnection.HTTP_OK || status == PARTIAL_CONTENT) {
            return;
        }
        if (status == TOO_MANY_REQUESTS || status >= FIRST_SERVER_ERROR) {
            throw new IOException("The other host answered " + status);
        }
        throw new RefusedDownloadException("The other host answered " + status);
    }

    /** Returns where a part begins, which must be where it was asked to. */
    private static long requireStart(HttpURLConnection connection, long from) throws RefusedDownloadException {
        Matcher range = CONTENT_RANGE.matcher(String.valueOf(connection.getHeaderField("Content-Range")));
        if (!range.matches() || Long.parseLong(range.group(1)) != from) {
            throw new RefusedDownloadException("The other host gave another part of the file than it was asked for");
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

    private void requireSize(long bytes) throws RefusedDownloadException {
        if (bytes > properties.maxSize().toBytes()) {
            throw new RefusedDownloadException(
                    "The file must have at most %s ('tidings.models.max-size')".formatted(properties.maxSize()));
        }
    }
}
