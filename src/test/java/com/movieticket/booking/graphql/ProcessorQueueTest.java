package com.movieticket.booking.graphql;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

import static org.assertj.core.api.Assertions.assertThat;

/** How long work that could go on waits for a processor. */
class ProcessorQueueTest {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private long now = 1_000_000_000;
    private final ProcessorQueue queue = new ProcessorQueue(() -> now, waiting::add);

    @Test
    void of_a_window_the_shortest_wait_counts() {
        waits(30);
        waits(10);
        waits(60);
        assertThat(queue.look(now)).hasValue(millis(10));
    }

    @Test
    void each_window_begins_anew() {
        waits(10);
        waits(90);
        queue.look(now);
        pass(210);
        waiting.remove().run();
        assertThat(queue.look(now)).hasValue(millis(210));
    }

    @Test
    void before_a_window_has_ended_nothing_is_said() {
        waits(50);
        assertThat(queue.look(now)).isEmpty();
    }

    @Test
    void who_still_waits_counts_where_nobody_has_come_to_run() {
        queue.look(now);
        pass(300);
        assertThat(queue.look(now)).hasValue(millis(300));
    }

    @Test
    void only_one_waits_at_a_time() {
        queue.look(now);
        queue.look(now);
        assertThat(waiting).hasSize(1);
    }

    @Test
    void of_a_time_in_which_nobody_looked_nothing_is_known() {
        waits(50);
        pass(10_000);
        assertThat(queue.look(now)).isEmpty();
        pass(1);
        waiting.remove().run();
        pass(99);
        assertThat(queue.look(now)).hasValue(millis(1));
    }

    private void waits(int millis) {
        queue.look(now);
        pass(millis);
        waiting.remove().run();
    }

    private void pass(int millis) {
        now += millis(millis);
    }

    private static long millis(int millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
