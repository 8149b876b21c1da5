package com.movieticket.booking.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

class ReasonTest {
    @Test
    void ordinary_words_stay_as_they_are() {
        assertThat(Reason.of("Seats A1, A2 are already booked")).contains("Seats A1, A2 are already booked");
    }

    @Test
    void no_words_are_no_reason() {
        assertThat(Reason.of("")).isEmpty();
        assertThat(Reason.of(" \n\u0000 ")).isEmpty();
    }

    @Test
    void a_forged_log_line_stays_on_one_line() {
        assertThat(Reason.of("no\r\nERROR all is lost\u001b[31m")).contains("no ERROR all is lost [31m");
    }

    @Test
    void a_long_one_is_cut_between_characters() {
        assertThat(Reason.of("x".repeat(199) + "😀😀")).contains("x".repeat(199));
    }

    @Property
    void every_reason_is_short_visible_and_not_blank(@ForAll String words) {
        Reason.of(words).ifPresent(reason -> assertThat(reason)
                .isNotBlank()
                .hasSizeLessThanOrEqualTo(Reason.LENGTH)
                .doesNotMatch("(?s).*\\p{Cc}.*"));
    }
}
