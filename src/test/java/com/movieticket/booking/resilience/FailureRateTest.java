package com.movieticket.booking.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.movieticket.booking.testing.TestTime;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class FailureRateTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration SLOT = WINDOW.dividedBy(10);

    record Call(long at, boolean failed) {
    }

    /** @param gaps milliseconds between calls; every third call fails */
    @Property(tries = 500)
    void calls_of_the_last_while_count_and_older_ones_do_not(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 3000) Integer> gaps,
            @ForAll @IntRange(min = 0, max = 25_000) int after) {
        var time = new TestTime();
        var rate = new FailureRate(WINDOW, time.getAsLong());
        var calls = new ArrayList<Call>();
        for (int gap : gaps) {
            time.advance(Duration.ofMillis(gap));
            calls.add(new Call(time.getAsLong(), calls.size() % 3 == 0));
            rate.add(calls.getLast().failed(), calls.getLast().at());
        }
        time.advance(Duration.ofMillis(after));
        long now = time.getAsLong();

        assertThat(rate.calls(now)).isBetween(count(calls, now, WINDOW.minus(SLOT), false),
                count(calls, now, WINDOW, false));
        assertThat(rate.failures(now)).isBetween(count(calls, now, WINDOW.minus(SLOT), true),
                count(calls, now, WINDOW, true));
    }

    private static int count(List<Call> calls, long now, Duration age, boolean failuresOnly) {
        return (int) calls.stream().filter(call -> now - call.at() < age.toNanos())
                .filter(call -> call.failed() || !failuresOnly).count();
    }
}
