package dev.tidings.http;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of HTTP.
 *
 * @param trustedProxies addresses and networks, such as {@code 10.0.0.0/8}, from which forwarded headers count
 */
@ConfigurationProperties("tidings.http")
record HttpProperties(@DefaultValue List<String> trustedProxies) {

    HttpProperties {
        trustedProxies = List.copyOf(trustedProxies);
        try {
            networks(trustedProxies);
        } catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException(
                    "'tidings.http.trusted-proxies' must have addresses and networks such as 10.0.0.0/8, but "
                            + ex.getMessage());
        }
    }

    List<Network> trustedNetworks() {
        return networks(trustedProxies);
    }

    private static List<Network> networks(List<String> texts) {
        return texts.stream().map(Network::parse).toList();
    }
}
