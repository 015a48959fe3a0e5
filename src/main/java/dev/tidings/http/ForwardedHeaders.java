package dev.tidings.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Lets forwarded headers pass that a trusted proxy sent, and no others: whatever reads them later believes what it reads.
 *
 * <p>Of {@code X-Forwarded-For} it leaves the last address that is not a trusted proxy, the one that the first of them saw
 * itself; what stands before that is the client's word. Headers that a proxy of ours need not know are never passed on,
 * {@code Forwarded} among them, as the proxy may have let them through.
 */
final class ForwardedHeaders implements HttpConfiguration.Customizer {

    private static final String FOR = "x-forwarded-for";
    private static final String PREFIX = "x-forwarded-";
    private static final Set<String> OTHERS = Set.of("forwarded", "x-proxied-https", "proxy-auth-cert", "proxy-ssl-id");
    private static final Set<String> OF_PROXIES = Set.of("x-forwarded-proto", "x-forwarded-host", "x-forwarded-port");

    private final List<Network> trusted;

    ForwardedHeaders(List<Network> trusted) {
        this.trusted = trusted;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        HttpFields sent = request.getHeaders();
        if (sent.stream().noneMatch(ForwardedHeaders::isForwarded)) {
            return request;
        }
        HttpFields passed = passed(sent, isTrusted(peer(request)));
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return passed;
            }
        };
    }

    private HttpFields passed(HttpFields sent, boolean isFromProxy) {
        HttpFields.Mutable passed = HttpFields.build();
        for (HttpField field : sent) {
            if (!isForwarded(field) || (isFromProxy && OF_PROXIES.contains(field.getLowerCaseName()))) {
                passed.add(field);
            }
        }
        String client = isFromProxy ? client(sent.getValuesList(FOR)) : null;
        if (client != null) {
            passed.add("X-Forwarded-For", client);
        }
        return passed.asImmutable();
    }

    private static boolean isForwarded(HttpField field) {
        String name = field.getLowerCaseName();
        return name.startsWith(PREFIX) || OTHERS.contains(name);
    }

    /** Returns the address that the outermost trusted proxy tells, or {@code null} if that is none. */
    private @Nullable String client(List<String> lines) {
        List<String> addresses = lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .toList();
        String last = null;
        for (String text : addresses.reversed()) {
            InetAddress address = Network.address(text).orElse(null);
            if (address == null) {
                return null;
            }
            last = address.getHostAddress();
            if (!isTrusted(address)) {
                break;
            }
        }
        return last;
    }

    private boolean isTrusted(@Nullable InetAddress address) {
        return address != null && trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static @Nullable InetAddress peer(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
                ? peer.getAddress()
                : null;
    }
}
