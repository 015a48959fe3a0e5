package dev.tidings.studio.models;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The hosts that may be asked for files: whoever orders a download must not make this service reach into its own network. */
final class AllowedHosts {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final Set<String> hosts;

    AllowedHosts(Set<String> hosts) {
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether a file may be downloaded from there. */
    boolean allow(URI url) {
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
