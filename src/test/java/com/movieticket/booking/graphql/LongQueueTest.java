package com.movieticket.booking.graphql;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

import static org.assertj.core.api.Assertions.assertThat;

/** What is let in while work that could go on waits long for a processor. */
class LongQueueTest {
    private static final int LEAST = 16;
    private static final int MOST = 200;

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private long now = 1_000_000_000;
    private final LoadShedding shedding =
            new LoadShedding(LEAST, MOST, WaitingLine.none(), 2, new ProcessorQueue(() -> now, waiting::add), () -> now);

    @Test
    void when_it_has_been_so_for_a_second_half_as_many_are_let_in_as_are_under_way() {
        come(MOST / 2);
        queue(60, 10);
        assertThat(shedding.limit()).isEqualTo(MOST);
        queue(60, 20);
        assertThat(shedding.limit()).isEqualTo(MOST / 4);
    }

    @Test
    void when_no_more_can_be_borne_anyway_the_limit_is_cut_at_once() {
        come(MOST);
        queue(60, 2);
        assertThat(shedding.limit()).isEqualTo(MOST / 2);
    }

    @Test
    void it_is_not_cut_again_before_so_many_are_done_that_the_queue_shows_what_came_of_it() {
        come(MOST);
        queue(60, 20);
        assertThat(shedding.limit()).isEqualTo(MOST / 2);
        for (int i = 0; i <= MOST / 2; i++) {
            shedding.ended(1);
        }
        queue(60, 2);
        assertThat(shedding.limit()).isEqualTo((MOST / 2 - 1) / 2);
    }

    @Test
    void on_a_single_processor_it_is_enough_that_it_has_been_so_for_a_fifth_of_a_second() {
        LoadShedding single = onOneProcessor();
        come(single, MOST / 2);
        queue(single, 60, 2);
        assertThat(single.limit()).isEqualTo(MOST);
        queue(single, 60, 4);
        assertThat(single.limit()).isEqualTo(MOST / 4);
    }

    @Test
    void who_finds_the_queue_short_now_and_then_speaks_for_all() {
        come(MOST);
        for (int i = 0; i < 20; i++) {
            queue(60, 1);
            queue(40, 1);
        }
        assertThat(shedding.limit()).isEqualTo(MOST);
    }

    @Test
    void sixteen_are_let_in_whatever_they_weigh_and_whatever_the_limit() {
        for (int i = 0; i < 29; i++) {
            shedding.lets(7, false);
        }
        queue(60, 2);
        for (int i = 0; i < 14; i++) {
            shedding.ended(7);
        }
        assertThat(shedding.limit()).isEqualTo(101);
        assertThat(shedding.lets(7, false)).as("the sixteenth, of 105 already under way").isTrue();
        assertThat(shedding.lets(7, false)).as("the seventeenth").isFalse();
    }

    @Test
    void eight_are_on_a_single_processor() {
        LoadShedding single = onOneProcessor();
        for (int i = 0; i < 10; i++) {
            single.lets(20, false);
        }
        queue(single, 60, 2);
        for (int i = 0; i < 3; i++) {
            single.ended(20);
        }
        assertThat(single.limit()).isEqualTo(100);
        assertThat(single.lets(20, false)).as("the eighth, of 140 already under way").isTrue();
        assertThat(single.lets(20, false)).as("the ninth").isFalse();
    }

    private LoadShedding onOneProcessor() {
        return new LoadShedding(LEAST, MOST, WaitingLine.none(), 1, new ProcessorQueue(() -> now, waiting::add), () -> now);
    }

    private void come(int requests) {
        come(shedding, requests);
    }

    private static void come(LoadShedding shedding, int requests) {
        for (int i = 0; i < requests; i++) {
            assertThat(shedding.lets(1, false)).isTrue();
        }
    }

    /** Again and again somebody comes to look, and then has to wait so long; urgent ones, which soon are done. */
    private void queue(int millis, int times) {
        queue(shedding, millis, times);
    }

    private void queue(LoadShedding shedding, int millis, int times) {
        for (int i = 0; i < times; i++) {
            shedding.lets(1, true);
            now += Duration.ofMillis(millis).toNanos();
            while (!waiting.isEmpty()) {
                waiting.remove().run();
            }
            shedding.ended(1);
        }
        shedding.lets(1, true);
        shedding.ended(1);
    }
}
