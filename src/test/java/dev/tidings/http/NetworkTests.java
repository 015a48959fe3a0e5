package dev.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link Network}. */
class NetworkTests {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.7.7.7/8, 10.0.0.1, true",
        "192.168.7.128/25, 192.168.7.200, true",
        "192.168.7.128/25, 192.168.7.127, false",
        "192.168.7.1, 192.168.7.1, true",
        "192.168.7.1, 192.168.7.2, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::1, ::1, true",
        "127.0.0.1, ::ffff:127.0.0.1, true"
    })
    void hasTheAddressesThatBeginAsItDoes(String network, String address, boolean contained) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "proxy.example.com",
                "10.0.0/8",
                "10",
                "0x7f.0.0.1",
                "10.0.0.0/33",
                "::/129",
                "::1/",
                "/8",
                "*"
            })
    void refusesWhatIsNoNetwork(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "localhost", "999.1.1.1", "10.0.0.1:80", "[::1]", "10.1", "fe80::1%eth0"})
    void readsNoAddressWhereThereIsNone(String text) {
        assertThat(Network.address(text)).isEmpty();
    }
}
