package com.movieticket.booking.security;

import com.movieticket.booking.security.RateLimit.Verdict;
import com.movieticket.booking.security.RateLimit.Verdict.Admitted;
import com.movieticket.booking.security.RateLimit.Verdict.Refused;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** So many requests at once, so many in the long run, for each client on its own. */
class RateLimitTest {
    /** Near its end, so that it runs over: {@link System#nanoTime} may. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final RateLimit limit = new RateLimit(10, 5, nanos::get);

    @Test
    void a_burst_is_admitted_and_then_as_many_as_time_brings() {
        assertThat(admitted("ann", 20)).isEqualTo(5);
        pass(Duration.ofMillis(100));
        assertThat(admitted("ann", 20)).isEqualTo(1);
        pass(Duration.ofMillis(350));
        assertThat(admitted("ann", 20)).isEqualTo(3);
        pass(Duration.ofMillis(50));
        assertThat(admitted("ann", 20)).as("what was left over counts").isEqualTo(1);
    }

    @Test
    void a_long_pause_brings_no_more_than_a_burst() {
        admitted("ann", 20);
        pass(Duration.ofDays(365));
        assertThat(admitted("ann", 20)).isEqualTo(5);
    }

    @Test
    void who_is_refused_is_told_when_to_come_back_and_is_then_admitted() {
        admitted("ann", 5);
        pass(Duration.ofMillis(30));
        assertThat(limit.admit("ann")).isEqualTo(new Refused(Duration.ofMillis(70)));
        pass(Duration.ofMillis(70).minusNanos(1));
        assertThat(limit.admit("ann")).isEqualTo(new Refused(Duration.ofNanos(1)));
        pass(Duration.ofNanos(1));
        assertThat(limit.admit("ann")).isInstanceOf(Admitted.class);
    }

    @Test
    void asking_in_vain_costs_nothing() {
        admitted("ann", 1000);
        pass(Duration.ofMillis(100));
        assertThat(admitted("ann", 1000)).isEqualTo(1);
    }

    @Test
    void clients_do_not_disturb_each_other() {
        assertThat(admitted("ann", 1000)).isEqualTo(5);
        assertThat(admitted("bob", 1000)).isEqualTo(5);
    }

    @Test
    void a_single_request_may_be_a_burst() {
        var strict = new RateLimit(1, 1, nanos::get);
        assertThat(strict.admit("ann")).isInstanceOf(Admitted.class);
        assertThat(strict.admit("ann")).isEqualTo(new Refused(Duration.ofSeconds(1)));
        pass(Duration.ofSeconds(1));
        assertThat(strict.admit("ann")).isInstanceOf(Admitted.class);
    }

    @Test
    void a_million_clients_at_once_take_no_more_room_than_there_is() {
        IntStream.range(0, 1_000_000).forEach(i -> {
            assertThat(limit.admit("10." + i) instanceof Admitted).isTrue();
            if (limit.clients() > RateLimit.MOST_CLIENTS) {
                throw new AssertionError(limit.clients() + " clients are remembered");
            }
        });
        assertThat(limit.clients()).isEqualTo(RateLimit.MOST_CLIENTS);
        assertThat(admitted("10.999999", 1000)).as("the latest are remembered").isEqualTo(4);
    }

    @Test
    void who_keeps_asking_is_not_forgotten_for_a_crowd_that_passes_by() {
        admitted("ann", 5);
        IntStream.range(0, 100_000).forEach(i -> {
            limit.admit("10." + i);
            if (i % 1000 == 0) {
                assertThat(limit.admit("ann")).isInstanceOf(Refused.class);
            }
        });
    }

    @Test
    void clients_of_the_past_take_up_no_room() {
        IntStream.range(0, 10_000).forEach(i -> {
            limit.admit("10." + i);
            pass(Duration.ofMillis(1));
        });
        assertThat(limit.clients()).as("a request's worth of time is 100 ms").isLessThanOrEqualTo(101);
    }

    @Test
    void many_threads_get_no_more_than_one() throws InterruptedException {
        var admitted = new AtomicLong();
        var threads = IntStream.range(0, 16).mapToObj(_ -> Thread.ofVirtual().start(() ->
                admitted.addAndGet(admitted("ann", 100)))).toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(admitted).hasValue(5);
    }

    private long admitted(String client, int requests) {
        return IntStream.range(0, requests).<Verdict>mapToObj(_ -> limit.admit(client))
                .filter(Admitted.class::isInstance).count();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
