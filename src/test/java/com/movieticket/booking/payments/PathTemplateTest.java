package com.movieticket.booking.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Set;

class PathTemplateTest {
    private static final Set<String> KNOWN = Set.of("booking_id", "reason");

    @Test
    void values_are_put_in_percent_encoded() {
        var template = new PathTemplate("/p/{booking_id}/x?reason={reason}&id={booking_id}", KNOWN);
        assertThat(template.expand(Map.of("booking_id", "a/b", "reason", "no & {reason} $1")))
                .isEqualTo("/p/a%2Fb/x?reason=no%20%26%20%7Breason%7D%20%241&id=a%2Fb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/payments/process", "/payments", "/api/payments/booking/{booking_id}",
        "/refunds?transaction_id={booking_id}&reason={reason}", "/", "/a%20b/~c/.well-known", "/p/{booking_id}.json"})
    void paths_are_accepted(String path) {
        assertThatCode(() -> new PathTemplate(path, KNOWN)).doesNotThrowAnyException();
    }

    @Test
    void an_unknown_variable_is_named_with_those_that_are_known() {
        assertThatThrownBy(() -> new PathTemplate("/p/{bookingId}", KNOWN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("/p/{bookingId}: {bookingId} is not known here, only [{booking_id}, {reason}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p", "http://host/p", "//host/p", "/a//b", "/a/../b", "/a/.", "/a/..?x", "/./a", "/a b",
        "/a#b", "/a;b", "/a%2", "/a{", "/a}", "/{booking_id", "/{{booking_id}}", "/{}", "/é", "/a\r\nX: y"})
    void what_is_no_path_is_refused(String path) {
        assertThatThrownBy(() -> new PathTemplate(path, KNOWN)).isInstanceOf(IllegalArgumentException.class);
    }
}
