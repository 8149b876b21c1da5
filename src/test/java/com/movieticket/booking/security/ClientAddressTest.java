package com.movieticket.booking.security;

import com.movieticket.booking.settings.Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A client's address is what trusted proxies say, and otherwise what the connection says. */
class ClientAddressTest {
    private final ClientAddress trusting = new ClientAddress(Stream.of("10.0.0.0/8", "fd00::/8")
            .map(network -> Network.parse(network).orElseThrow()).toList());

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "192.0.2.1   | -                                     | 192.0.2.1",
            "192.0.2.1   | 198.51.100.7                          | 192.0.2.1",
            "10.0.0.1    | -                                     | 10.0.0.1",
            "10.0.0.1    | 198.51.100.7                          | 198.51.100.7",
            "10.0.0.1    | 203.0.113.9, 198.51.100.7             | 198.51.100.7",
            "10.0.0.1    | 203.0.113.9, 198.51.100.7, 10.0.0.2   | 198.51.100.7",
            "10.0.0.1    | 10.0.0.3, 10.0.0.2                    | 10.0.0.3",
            "10.0.0.1    | 203.0.113.9, nonsense, 10.0.0.2       | 10.0.0.2",
            "10.0.0.1    | localhost                             | 10.0.0.1",
            "10.0.0.1    | 203.0.113.9, 198.51.100.7:4711        | 198.51.100.7",
            "10.0.0.1    | 16909060                              | 10.0.0.1",
            "10.0.0.1    | ,                                     | 10.0.0.1",
            "10.0.0.1    | [                                     | 10.0.0.1",
            "10.0.0.1    | 2001:db8:1:2:3:4:5:6                  | 2001:db8:1:2:0:0:0:0/64",
            "10.0.0.1    | [2001:db8:1:2:3:4:5:6]:4711           | 2001:db8:1:2:0:0:0:0/64",
            "10.0.0.1    | ::ffff:198.51.100.7                   | 198.51.100.7",
            "fd12::1     | 198.51.100.7                          | 198.51.100.7",
            "2001:db8::1 | 198.51.100.7                          | 2001:db8:0:0:0:0:0:0/64"})
    void is_found(String peer, String forwardedFor, String client) {
        assertThat(trusting.of(Network.address(peer).orElseThrow(),
                forwardedFor == null ? List.of() : List.of(forwardedFor))).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:1:2::1, 2001:db8:1:2:ffff::, true", "2001:db8:1:2::1, 2001:db8:1:3::1, false",
            "198.51.100.7, 198.51.100.8, false"})
    void one_customer_of_ipv6_has_many_addresses(String one, String other, boolean same) {
        assertThat(name(one).equals(name(other))).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({"'203.0.113.9','198.51.100.7',198.51.100.7", "'198.51.100.7','10.0.0.2',198.51.100.7"})
    void several_headers_are_one_list(String first, String second, String client) {
        assertThat(trusting.of(Network.address("10.0.0.1").orElseThrow(), List.of(first, second))).isEqualTo(client);
    }

    private String name(String address) {
        return trusting.of(Network.address(address).orElseThrow(), List.of());
    }
}
