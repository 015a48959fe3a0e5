package dev.tidings.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The hosts that may be asked for what a user names: nobody may make this service reach into its own network. */
public final class AllowedHosts {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final Set<String> hosts;

    /** Allows these hosts and no other; each is a name or address, with a port if it is another one than the usual. */
    public AllowedHosts(Set<String> hosts) {
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether this is an http or https address of such a host, without a user name. */
    public boolean allow(URI url) {
        return url.getScheme() != null
                && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && hosts.contains(hostAndPort(url));
    }

    private static String hostAndPort(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return url.getPort() < 0 ? host : host + ":" + url.getPort();
    }
}
