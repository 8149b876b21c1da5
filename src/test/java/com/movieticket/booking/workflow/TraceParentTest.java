package com.movieticket.booking.workflow;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;

/** Traces are those of W3C Trace Context. */
class TraceParentTest {
    @Test
    void every_trace_is_new_and_well_formed() {
        var random = new Random(1);

        String one = TraceParent.next(random);

        assertThat(one).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").isNotEqualTo(TraceParent.next(random));
        assertThat(TraceParent.wellFormed(one)).isTrue();
    }

    @Test
    void ids_are_never_nothing_but_zeros() {
        RandomGenerator zeros = () -> 0;

        assertThat(TraceParent.wellFormed(TraceParent.next(zeros))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n"})
    void others_are_not_passed_on(String header) {
        assertThat(TraceParent.wellFormed(header)).isFalse();
    }

    /** W3C Trace Context, section 3.2.4. */
    @ParameterizedTest
    @ValueSource(strings = {"01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future-will-be-like"})
    void of_a_later_version_the_parts_that_we_know_are_understood(String header) {
        assertThat(TraceParent.read(header)).contains("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.what",
            "cc-00000000000000000000000000000000-b7ad6b7169203331-01"})
    void what_is_no_traceparent_in_any_version_is_not_understood(String header) {
        assertThat(TraceParent.read(header)).isEmpty();
    }
}
