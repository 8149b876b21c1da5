package com.movieticket.booking.workflow;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class TimeLimitTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void without_a_limit_a_call_has_its_own_time_out() {
        assertThat(TimeLimit.atMost(DAY)).isEqualTo(DAY);
    }

    @Test
    void a_call_takes_no_longer_than_the_work_it_is_part_of() {
        assertThat(TimeLimit.<Duration>within(HOUR, () -> TimeLimit.atMost(DAY))).isPositive().isLessThanOrEqualTo(HOUR);
    }

    @Test
    void a_short_call_has_no_longer_than_its_own_time_out() {
        assertThat(TimeLimit.<Duration>within(DAY, () -> TimeLimit.atMost(HOUR))).isEqualTo(HOUR);
    }

    @Test
    void nothing_is_left_when_the_time_is_over() {
        assertThat(TimeLimit.<Duration>within(Duration.ofNanos(1), () -> TimeLimit.atMost(HOUR))).isZero();
    }

    @Test
    void an_inner_limit_never_gives_more_time_than_the_outer_one() {
        assertThat(TimeLimit.<Duration>within(HOUR, () -> TimeLimit.within(DAY, () -> TimeLimit.atMost(DAY))))
                .isLessThanOrEqualTo(HOUR);
    }

    @Test
    void work_that_must_come_to_its_end_is_under_no_limit_and_what_follows_it_is_again() {
        TimeLimit.<Void>within(Duration.ofNanos(1), () -> {
            assertThat(TimeLimit.<Duration>lifted(() -> TimeLimit.atMost(DAY))).isEqualTo(DAY);
            assertThat(TimeLimit.atMost(DAY)).isZero();
            return null;
        });
    }

    @Test
    void the_limit_holds_for_what_another_thread_does_of_the_work() {
        var both = Together.onVirtualThreads();
        assertThat(TimeLimit.<Duration>within(Duration.ofNanos(1),
                () -> both.both(() -> "here", () -> TimeLimit.atMost(HOUR), (_, there) -> there))).isZero();
    }
}
