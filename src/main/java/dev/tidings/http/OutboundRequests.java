package dev.tidings.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks other hosts for what a user named: only those that are allowed, also when they redirect. */
public final class OutboundRequests {

    private static final int MAX_REDIRECTS = 5;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final AllowedHosts hosts;
    private final int timeoutMillis;

    /**
     * Creates requests.
     *
     * @param timeout longest time until the other host answers, and without a byte from it
     */
    public OutboundRequests(AllowedHosts hosts, Duration timeout) {
        this.hosts = hosts;
        // Zero would stand for ever.
        this.timeoutMillis = Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
    }

    /**
     * Sends a GET and follows redirects. Whoever calls this disconnects what it returns.
     *
     * @return the connection, whose status is there
     * @throws RefusedRequestException if a host may not be asked, or redirects too often
     * @throws IOException if the other host cannot be reached
     */
    public HttpURLConnection get(URI url, Map<String, String> headers) throws IOException, RefusedRequestException {
        URI current = url;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            if (!hosts.allow(current)) {
                throw new RefusedRequestException("'%s' is not among the hosts that may be asked"
                        .formatted(Shown.text(String.valueOf(current.getHost()))));
            }
            HttpURLConnection connection = connect(current, headers);
            if (!REDIRECTS.contains(connection.getResponseCode())) {
                return connection;
            }
            String location = connection.getHeaderField("Location");
            connection.disconnect();
            current = target(current, location);
        }
        throw new RefusedRequestException("The other host redirects more than %d times".formatted(MAX_REDIRECTS));
    }

    /**
     * Lets a response pass that has the whole content or a part of it.
     *
     * @throws RefusedRequestException if the other host will not give it
     * @throws IOException if it may give it later
     */
    public static void requireContent(int status) throws IOException, RefusedRequestException {
        if (status == HttpURLConnection.HTTP_OK || status == HttpURLConnection.HTTP_PARTIAL) {
            return;
        }
        if (status == TOO_MANY_REQUESTS || status >= FIRST_SERVER_ERROR) {
            throw new IOException("The other host answered " + status);
        }
        throw new RefusedRequestException("The other host answered " + status);
    }

    private HttpURLConnection connect(URI url, Map<String, String> headers) throws IOException {
        var connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept-Encoding", "identity");
        headers.forEach(connection::setRequestProperty);
        return connection;
    }

    private static URI target(URI from, @Nullable String location) throws RefusedRequestException {
        try {
            return from.resolve(new URI(location == null ? "" : location));
        } catch (URISyntaxException _) {
            throw new RefusedRequestException("The other host redirects to no address");
        }
    }
}
