package com.movieticket.booking.observe;

import com.movieticket.booking.testing.TestClock;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A dependency is probed once, however many ask and whatever the clock does. */
class WatchTest {
    private static final Duration KEEP = Duration.ofSeconds(5);

    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void many_who_ask_at_once_share_one_answer() throws Exception {
        var all = new CountDownLatch(50);
        Watch watch = watch(() -> {
            asked.incrementAndGet();
            all.await(); // nobody can have been served from what was known before
            return Optional.of("refused");
        });
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var readings = Stream.generate(() -> callers.submit(() -> {
                all.countDown();
                return watch.reading();
            })).limit(50).toList();
            for (Future<Reading> reading : readings) {
                assertThat(reading.get().problem()).contains("refused");
            }
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void latency_is_what_the_answer_took() {
        Watch watch = watch(() -> {
            clock.advance(Duration.ofMillis(7));
            return Optional.empty();
        });
        assertThat(watch.reading().latency()).isEqualTo(Duration.ofMillis(7));
    }

    @Test
    void an_answer_from_the_future_does_not_count() {
        Watch watch = watch(() -> {
            asked.incrementAndGet();
            return Optional.empty();
        });
        watch.reading();
        clock.advance(Duration.ofHours(-1));
        watch.reading();
        assertThat(asked).hasValue(2);
    }

    @Test
    void an_error_in_a_question_is_a_problem_and_no_accident() {
        Watch watch = watch(() -> {
            throw new StackOverflowError("deep");
        });
        assertThat(watch.reading().problem()).contains("can't be asked");
    }

    @Test
    void who_is_interrupted_while_waiting_stays_interrupted() {
        Watch watch = watch(() -> {
            new CountDownLatch(1).await();
            return Optional.empty();
        });
        Thread.currentThread().interrupt();
        assertThat(watch.reading().problem()).isPresent();
        assertThat(Thread.interrupted()).isTrue();
    }

    private Watch watch(Probe.Question question) {
        return new Watch(Probe.required("mongodb", question), Duration.ofSeconds(30), KEEP, clock);
    }
}
