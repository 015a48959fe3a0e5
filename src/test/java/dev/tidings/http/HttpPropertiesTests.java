package dev.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Tests for {@link HttpProperties}. */
class HttpPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(bind()).isEqualTo(new HttpProperties(List.of()));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind("tidings.http.trusted-proxies=10.0.0.0/8,::1,192.168.7.1"))
                .isEqualTo(new HttpProperties(List.of("10.0.0.0/8", "::1", "192.168.7.1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.com", "10.0.0.0/33", "10.0.0/8", "*", "::1/129"})
    void refusesWhatIsNoNetwork(String network) {
        Settings.assertRefused(
                Declaration.class, "tidings.http.trusted-proxies", "tidings.http.trusted-proxies=" + network);
    }

    private static HttpProperties bind(String... settings) {
        return Settings.bind(HttpProperties.class, Declaration.class, settings);
    }

    @EnableConfigurationProperties(HttpProperties.class)
    static final class Declaration {}
}
