package com.movieticket.booking.web;

import io.helidon.webserver.CloseConnectionException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Waiting ends in time, or is cut off, once and for good. */
class WaitTest {
    private final Wait wait = new Wait();

    @Test
    void who_waits_in_time_may_wait_again() {
        wait.begin(10);
        assertThat(wait.cutOffWhenOverdue(10)).isFalse();
        wait.end();
        assertThat(wait.cutOffWhenOverdue(1000)).as("nobody waits").isFalse();
        assertThatCode(() -> wait.begin(20)).doesNotThrowAnyException();
    }

    @Test
    void who_waits_too_long_is_cut_off_once_and_learns_of_it() {
        wait.begin(10);
        assertThat(wait.isOverdue(11)).isTrue();
        assertThat(wait.cutOffWhenOverdue(11)).isTrue();
        assertThat(wait.cutOffWhenOverdue(12)).isFalse();
        assertThatThrownBy(wait::end).isInstanceOf(CloseConnectionException.class);
    }

    @Test
    void when_it_is_given_up_nobody_who_waits_just_now_goes_on() {
        wait.begin(10);
        assertThat(wait.cutOff()).as("somebody waited").isTrue();
        assertThatThrownBy(wait::end).isInstanceOf(CloseConnectionException.class);
    }

    @Test
    void when_it_is_given_up_nobody_begins_to_wait_any_more() {
        assertThat(wait.cutOff()).as("nobody waited").isFalse();
        assertThatThrownBy(() -> wait.begin(10)).isInstanceOf(CloseConnectionException.class);
    }
}
