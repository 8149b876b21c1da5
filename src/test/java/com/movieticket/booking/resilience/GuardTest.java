package com.movieticket.booking.resilience;

import static com.movieticket.booking.resilience.CallOutcome.ABANDONED;
import static com.movieticket.booking.resilience.CallOutcome.ERROR;
import static com.movieticket.booking.resilience.CallOutcome.OK;
import static com.movieticket.booking.resilience.CallOutcome.REFUSED;
import static com.movieticket.booking.resilience.CallOutcome.REJECTED;
import static com.movieticket.booking.resilience.CallOutcome.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.TestClock;
import com.movieticket.booking.testing.TestTime;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

class GuardTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration PROBE = Duration.ofMillis(500);
    private static final Operation READ = Operation.repeatable("read");
    private static final Operation CHARGE = Operation.once("charge");

    /** A reply is its outcome. */
    private static final Protocol<CallOutcome> PLAIN = new Protocol<>() {
        @Override
        public CallOutcome outcome(CallOutcome reply) {
            return reply;
        }

        @Override
        public String problem(CallOutcome reply) {
            return "it said " + reply;
        }

        @Override
        public CallOutcome rejected(String problem) {
            return REJECTED;
        }
    };

    private final TestTime time = new TestTime();
    private final TestClock clock = new TestClock(START);
    private final List<String> seen = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<Duration> limits = new ArrayList<>();

    @Test
    void a_call_that_may_be_repeated_is_tried_again() {
        assertThat(call(guard(2), READ, ERROR, ERROR, OK)).isEqualTo(OK);
        assertThat(seen).containsExactly("neighbour read ERROR", "neighbour read ERROR", "neighbour read OK");
    }

    @Test
    void but_only_so_often() {
        assertThat(call(guard(2), READ, ERROR, ERROR, ERROR, OK)).isEqualTo(ERROR);
        assertThat(seen).hasSize(3);
    }

    @Test
    void and_never_one_that_may_not() {
        assertThat(call(guard(2), CHARGE, ERROR, OK)).isEqualTo(ERROR);
        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(value = CallOutcome.class, mode = EnumSource.Mode.EXCLUDE, names = "ERROR")
    void nor_one_that_was_answered_given_up_or_has_used_up_its_time(CallOutcome outcome) {
        assertThat(call(guard(2), READ, outcome, OK)).isEqualTo(outcome);
        assertThat(seen).hasSize(1);
    }

    @Test
    void pauses_are_drawn_from_bounds_that_double() {
        var guard = guard(3, 1_000_000);
        for (int i = 0; i < 100; i++) {
            call(guard, READ, OK);
            call(guard, READ, ERROR, ERROR, ERROR, ERROR);
        }
        assertThat(pauses).hasSizeGreaterThan(20).allSatisfy(pause -> assertThat(pause)
                .isBetween(Duration.ZERO, Duration.ofMillis(200))).doesNotHaveDuplicates();
        assertThat(pauses.stream().limit(9).filter(pause -> pauses.indexOf(pause) % 3 == 0))
                .allSatisfy(pause -> assertThat(pause).isLessThan(Duration.ofMillis(50)));
    }

    @Test
    void all_tries_share_the_time_of_the_call() {
        var guard = guard(5);
        guard.call(READ, Duration.ofMillis(300), PLAIN, limit -> {
            limits.add(limit);
            time.advance(Duration.ofMillis(120));
            return ERROR;
        });
        assertThat(limits).hasSizeBetween(2, 3).isSortedAccordingTo((a, b) -> b.compareTo(a))
                .first().isEqualTo(Duration.ofMillis(300));
        assertThat(limits).allSatisfy(limit -> assertThat(limit).isPositive());
        assertThat(limits.get(1)).isLessThanOrEqualTo(Duration.ofMillis(180));
    }

    @Test
    void retries_are_a_small_part_of_the_calls() {
        var guard = guard(2, 1_000_000);
        for (int i = 0; i < 1000; i++) {
            call(guard, READ, ERROR, ERROR, ERROR);
        }
        assertThat(seen).hasSizeBetween(1090, 1111);
    }

    @Test
    void whoever_is_interrupted_while_waiting_to_try_again_stays_so_and_does_not() {
        var guard = new Guard("neighbour", settings(2, 10), clock, time, new Random(1), _ -> {
            throw new InterruptedException();
        }, new Seen());
        assertThat(call(guard, READ, ERROR, OK)).isEqualTo(ERROR);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void an_open_circuit_turns_away_whoever_comes_and_nothing_is_tried_again() {
        var guard = guard(2);
        opened(guard);
        seen.clear();
        assertThat(guard.turnsAway()).isTrue();
        assertThat(call(guard, READ, OK)).isEqualTo(REJECTED);
        assertThat(call(guard, CHARGE, OK)).isEqualTo(REJECTED);
        assertThat(seen).containsExactly("neighbour read REJECTED", "neighbour charge REJECTED");
    }

    @Test
    void the_circuit_closes_again_and_every_change_is_told() {
        var guard = guard(0);
        opened(guard);
        time.advance(PROBE);
        clock.advance(PROBE);
        for (int i = 0; i <= Circuit.ANSWERS; i++) {
            call(guard, CHARGE, REFUSED);
        }
        assertThat(guard.reading().circuit()).isEqualTo(CircuitState.CLOSED);
        assertThat(seen.stream().filter(event -> event.startsWith("changed"))).containsExactly(
                "changed neighbour OPEN it said TIMEOUT", "changed neighbour HALF_OPEN it said TIMEOUT",
                "changed neighbour CLOSED it said TIMEOUT");
    }

    @Test
    void no_more_calls_are_under_way_than_allowed_and_none_waits() {
        var guard = new Guard("neighbour", new Settings.Calls(2, 0, 50, LIMIT, 10, PROBE), clock, time,
                new Random(1), pauses::add, new Seen());
        Function<Duration, CallOutcome> inner = _ -> {
            assertThat(guard.reading().callsInFlight()).isEqualTo(2);
            return call(guard, READ, OK);
        };
        assertThat(guard.call(READ, LIMIT, PLAIN, _ -> guard.call(READ, LIMIT, PLAIN, inner))).isEqualTo(REJECTED);
        assertThat(guard.reading().callsInFlight()).isZero();
        assertThat(guard.reading().circuit()).isEqualTo(CircuitState.CLOSED);
        assertThat(call(guard, READ, OK)).isEqualTo(OK);
    }

    @Test
    void who_has_no_time_left_does_not_ask_and_the_neighbour_is_none_the_worse_for_it() {
        var guard = guard(2);
        for (int i = 0; i < 100; i++) {
            assertThat(guard.call(READ, Duration.ZERO, PLAIN, _ -> TIMEOUT)).isEqualTo(REJECTED);
        }
        assertThat(guard.reading().circuit()).isEqualTo(CircuitState.CLOSED);
        assertThat(guard.reading().lastFailure()).isEmpty();
    }

    @Test
    void a_call_that_throws_leaves_no_trace_of_being_under_way() {
        var guard = guard(2);
        assertThatThrownBy(() -> guard.call(READ, LIMIT, PLAIN, _ -> {
            throw new IllegalStateException("a mistake of ours");
        })).hasMessage("a mistake of ours");
        assertThat(guard.reading().callsInFlight()).isZero();
        assertThat(seen).containsExactly("neighbour read ABANDONED");
    }

    @Test
    void how_it_stands_can_be_read() {
        var guard = guard(0);
        assertThat(guard.reading()).isEqualTo(new GuardReading("neighbour", CircuitState.CLOSED, START, 0,
                Optional.empty()));
        clock.advance(LIMIT);
        opened(guard);
        assertThat(guard.reading().circuit()).isEqualTo(CircuitState.OPEN);
        assertThat(guard.reading().since()).isEqualTo(START.plus(LIMIT));
        assertThat(guard.reading().lastFailure())
                .contains(new GuardReading.Failure(TIMEOUT, "it said TIMEOUT", START.plus(LIMIT)));
    }

    @Test
    void callers_that_gave_up_open_no_circuit() {
        var guard = guard(0);
        for (int i = 0; i < 1000; i++) {
            call(guard, READ, ABANDONED);
        }
        assertThat(guard.open()).isFalse();
    }

    private void opened(Guard guard) {
        for (int i = 0; i < 10; i++) {
            call(guard, CHARGE, TIMEOUT);
        }
        assertThat(guard.open()).isTrue();
    }

    private Guard guard(int retries) {
        return guard(retries, 10);
    }

    private Guard guard(int retries, int circuitLeast) {
        return new Guard("neighbour", settings(retries, circuitLeast), clock, time, new Random(1), pause -> {
            pauses.add(pause);
            time.advance(pause);
        }, new Seen());
    }

    private static Settings.Calls settings(int retries, int circuitLeast) {
        return new Settings.Calls(20_000, retries, 50, LIMIT, circuitLeast, PROBE);
    }

    /** @param replies one after another */
    private static CallOutcome call(Guard guard, Operation operation, CallOutcome... replies) {
        Deque<CallOutcome> left = new ArrayDeque<>(List.of(replies));
        return guard.call(operation, LIMIT, PLAIN, _ -> left.removeFirst());
    }

    private final class Seen implements CallObserver {
        @Override
        public void ended(String service, String operation, CallOutcome outcome, Duration took) {
            seen.add(service + " " + operation + " " + outcome);
        }

        @Override
        public void changed(String service, CircuitState state, String problem) {
            seen.add("changed " + service + " " + state + " " + problem);
        }
    }
}
