package com.movieticket.booking.graphql;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** How much may be under way, by how long it queues for a processor. */
class LimitByQueueTest {
    private static final int LEAST = 16;
    private static final int MOST = 1000;
    private static final Duration LONG = Duration.ofMillis(80);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final LimitByQueue limit = new LimitByQueue(LEAST, MOST);

    @Test
    void a_rush_may_queue_for_a_second() {
        queues(LONG, 9, 800);
        queues(SHORT, 1, 800);
        queues(LONG, 9, 800);
        assertThat(limit.now()).isEqualTo(MOST);
    }

    @Test
    void then_a_part_of_what_is_under_way_is_enough_half_at_a_time() {
        queues(LONG, 10, 800);
        assertThat(limit.now()).isEqualTo(400);
        queues(LONG, 1, 400);
        assertThat(limit.now()).isEqualTo(200);
    }

    @Test
    void when_no_more_can_be_borne_it_may_not_queue_at_all() {
        queues(LONG, 1, MOST);
        assertThat(limit.now()).isEqualTo(MOST / 2);
    }

    @Test
    void as_many_as_can_be_borne_may_wait_for_somebody_else() {
        queues(Duration.ofMillis(40), 100, MOST);
        assertThat(limit.now()).isEqualTo(MOST);
    }

    @Test
    void from_then_on_the_queue_is_kept_short() {
        queues(LONG, 10, 800);
        queues(Duration.ofNanos(1_250_000), 1, 400);
        assertThat(limit.now()).isEqualTo(320);
    }

    @Test
    void it_never_sinks_below_the_least() {
        queues(LONG, 100, 1);
        assertThat(limit.now()).isEqualTo(LEAST);
    }

    @Test
    void with_a_short_queue_it_rises_to_the_most() {
        queues(LONG, 100, 1);
        queues(SHORT, 1, 10);
        assertThat(limit.now()).isEqualTo(18);
        queues(SHORT, 80, 10);
        assertThat(limit.now()).isEqualTo(MOST);
    }

    @Test
    void once_it_has_risen_that_far_a_rush_may_queue_again() {
        queues(LONG, 100, 1);
        queues(SHORT, 80, 10);
        queues(LONG, 9, 800);
        assertThat(limit.now()).isEqualTo(MOST);
    }

    @Test
    void with_the_least_as_large_as_the_most_it_stays() {
        var fixed = new LimitByQueue(20_000, MOST);
        for (int i = 0; i < 100; i++) {
            fixed.learn(LONG.toNanos(), MOST);
        }
        assertThat(fixed.now()).isEqualTo(MOST);
    }

    private void queues(Duration shortest, int windows, int underWay) {
        for (int i = 0; i < windows; i++) {
            limit.learn(shortest.toNanos(), underWay);
        }
    }
}
