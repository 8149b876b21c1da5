package com.movieticket.booking.store;

import com.movieticket.booking.resilience.CallObserver;
import com.movieticket.booking.resilience.CallOutcome;
import com.movieticket.booking.resilience.CircuitState;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.TimeLimit;
import com.movieticket.booking.workflow.UnavailableException;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How the store's operations end, as the metrics tell it. */
class StoreCallsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final List<String> heard = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final StoreCalls calls = new StoreCalls(new CallObserver() {
        @Override
        public void ended(String service, String operation, CallOutcome outcome, Duration took) {
            heard.add(service + " " + operation + " " + outcome + " " + took.toMillis());
        }

        @Override
        public void changed(String service, CircuitState state, String problem) {
            throw new AssertionError("the store has no circuit");
        }
    }, TIMEOUT, nanos::get);

    @Test
    void what_is_answered_is_ok_or_refused() {
        assertThat(calls.<String>call(StoreCalls.FIND, () -> takes(5, "found"))).isEqualTo("found");
        assertThat(calls.call(StoreCalls.UPDATE, "no"::equals, () -> takes(7, "no"))).isEqualTo("no");
        assertThat(heard).containsExactly("mongodb find OK 5", "mongodb update REFUSED 7");
    }

    @Test
    void what_fails_when_its_time_is_over_is_a_time_out_and_any_other_failure_an_error() {
        fails(1999);
        fails(2000);
        assertThat(heard).containsExactly("mongodb find ERROR 1999", "mongodb find TIMEOUT 2000");
    }

    @Test
    void what_has_no_time_says_nothing_of_the_store() {
        TimeLimit.within(Duration.ofNanos(1), () -> {
            while (!TimeLimit.atMost(TIMEOUT).isZero()) {
                Thread.onSpinWait();
            }
            fails(0);
            return heard;
        });
        assertThat(heard).containsExactly("mongodb find REJECTED 0");
    }

    @Test
    void our_own_mistakes_are_errors_too() {
        assertThatThrownBy(() -> calls.call(StoreCalls.FIND, () -> {
            throw new IllegalStateException("a bug");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(heard).containsExactly("mongodb find ERROR 0");
    }

    private void fails(long millis) {
        assertThatThrownBy(() -> calls.call(StoreCalls.FIND, () -> {
            takes(millis, "nothing");
            throw new UnavailableException(Dependency.STORE, "as the test wants it");
        })).isInstanceOf(UnavailableException.class);
    }

    private <T> T takes(long millis, T answer) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
        return answer;
    }
}
