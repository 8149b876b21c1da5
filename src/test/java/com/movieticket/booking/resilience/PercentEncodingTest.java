package com.movieticket.booking.resilience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;

class PercentEncodingTest {
    @ParameterizedTest
    @CsvSource({"user123, user123", "a/b, a%2Fb", ".., %2E%2E", "., %2E", "a.b-c_d~e, a.b-c_d~e", "a b, a%20b",
        "?x=1&y=#, %3Fx%3D1%26y%3D%23", "100%, 100%25", "€, %E2%82%AC", "a+b;c, a%2Bb%3Bc", "😀, %F0%9F%98%80"})
    void text_becomes_one_piece_of_a_uri(String text, String encoded) {
        assertThat(PercentEncoding.encode(text)).isEqualTo(encoded);
    }

    @Property
    void any_text_stays_one_segment_and_comes_back(@ForAll @NotEmpty String text) {
        URI uri = URI.create("http://host/before/" + PercentEncoding.encode(text)).normalize();

        assertThat(uri.getRawPath()).matches("/before/[^/]+");
        assertThat(uri.getRawQuery()).isNull();
        assertThat(uri.getPath()).isEqualTo("/before/" + new String(text.getBytes(UTF_8), UTF_8));
    }
}
