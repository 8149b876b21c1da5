package com.movieticket.booking.graphql;

import com.movieticket.booking.testing.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessorQueueTest {
    private static final int WINDOW = 10;

    private final AtomicLong now = new AtomicLong(1_000_000_000);
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final AtomicReference<Duration> standing = new AtomicReference<>();
    private final ProcessorQueue queue = new ProcessorQueue(now::get, waiting::add, standing::set);

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void a_queue_that_everybody_finds_long_stands() {
        IntStream.range(0, WINDOW + 1).forEach(_ -> waits(Duration.ofMillis(7)));
        assertThat(standing.get()).isEqualTo(Duration.ofMillis(7));
    }

    @Test
    void a_queue_that_somebody_found_short_does_not_stand() {
        IntStream.range(0, WINDOW).forEach(_ -> waits(Duration.ofMillis(7)));
        waits(Duration.ZERO);
        IntStream.range(0, WINDOW - 2).forEach(_ -> waits(Duration.ofMillis(7)));
        assertThat(standing.get()).isZero();
    }

    @Test
    void a_pause_of_everything_is_no_queue() {
        waits(Duration.ofSeconds(2));
        assertThat(standing.get()).isLessThan(Duration.ofMillis(1));
    }

    @Test
    void a_queue_shows_before_anybody_has_come_to_its_end() {
        queue.look();
        for (int i = 0; i < WINDOW; i++) {
            now.addAndGet(Duration.ofMillis(5).toNanos());
            queue.look();
        }
        assertThat(waiting).as("probes in the queue").hasSize(1);
        assertThat(standing.get()).isEqualTo(Duration.ofMillis(5));
    }

    @Test
    void the_processors_of_this_machine_are_not_queued_for_when_there_is_nothing_to_do_but_when_there_is_too_much() {
        try (var _ = ProcessorQueue.ofVirtualThreads(standing::set)) {
            var over = new AtomicBoolean();
            for (int i = 0; i < 8 * Runtime.getRuntime().availableProcessors(); i++) {
                Thread.ofVirtual().start(() -> toil(over));
            }
            try {
                Eventually.within(Duration.ofSeconds(30)).check(() ->
                        assertThat(standing.get()).isGreaterThan(Duration.ofMillis(5)));
            } finally {
                over.set(true);
            }
            Eventually.within(Duration.ofSeconds(30)).check(() ->
                    assertThat(standing.get()).isLessThan(Duration.ofMillis(5)));
        }
    }

    private static void toil(AtomicBoolean over) {
        while (!over.get()) {
            long start = System.nanoTime();
            while (System.nanoTime() - start < 2_000_000) {
                Thread.onSpinWait();
            }
            Thread.yield();
        }
    }

    /** The next probe waits so long. */
    private void waits(Duration time) {
        queue.look();
        now.addAndGet(time.toNanos());
        waiting.remove().run();
    }
}
