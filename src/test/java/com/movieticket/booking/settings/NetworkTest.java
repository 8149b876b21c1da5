package com.movieticket.booking.settings;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Ranges of addresses hold what they should. */
class NetworkTest {
    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, 10.255.255.255, true", "10.0.0.0/8, 11.0.0.0, false", "10.0.0.0/8, 9.255.255.255, false",
            "192.0.2.128/25, 192.0.2.128, true", "192.0.2.128/25, 192.0.2.127, false", "0.0.0.0/0, 203.0.113.1, true",
            "192.0.2.1, 192.0.2.1, true", "192.0.2.1, 192.0.2.2, false", "0.0.0.0/0, ::1, false",
            "fd00::/8, fdff::1, true", "fd00::/8, fe00::1, false", "::1, ::1, true", "::/0, 10.0.0.1, false",
            "10.0.0.0/8, ::ffff:10.0.0.1, true"})
    void holds(String network, String address, boolean holds) {
        assertThat(Network.parse(network).orElseThrow().contains(Network.address(address).orElseThrow()))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/999", "10.0.0.0/-1", "10.0.0.1/8",
            "::1/64", "::/129", "10/8", "localhost", "localhost/8", "10.0.0.0/8/8", "1.2.3.4.5", "fe80::1%lo", "x::1"})
    void others_are_none(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }
}
