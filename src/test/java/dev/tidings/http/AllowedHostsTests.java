package dev.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link AllowedHosts}. */
class AllowedHostsTests {

    private final AllowedHosts hosts = new AllowedHosts(Set.of("Files.example.com", "localhost:8081"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://files.example.com/a?b=c",
                "HTTP://FILES.example.com",
                "http://localhost:8081/a",
            })
    void allowsWhatIsNamed(String url) {
        assertThat(hosts.allow(URI.create(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/",
                "https://files.example.com:444/",
                "https://files.example.com.evil.org/",
                "https://user@files.example.com/",
                "https://evil.org@files.example.com/",
                "http://localhost/",
                "http://localhost:8082/",
                "file:///etc/passwd",
                "ftp://files.example.com/a",
                "jar:http://files.example.com/a!/b",
                "//files.example.com/a",
                "files.example.com",
                "",
            })
    void allowsNothingElse(String url) {
        assertThat(hosts.allow(URI.create(url))).isFalse();
    }
}
