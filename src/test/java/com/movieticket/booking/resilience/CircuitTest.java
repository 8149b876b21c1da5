package com.movieticket.booking.resilience;

import static com.movieticket.booking.resilience.CallOutcome.ABANDONED;
import static com.movieticket.booking.resilience.CallOutcome.ERROR;
import static com.movieticket.booking.resilience.CallOutcome.OK;
import static com.movieticket.booking.resilience.CallOutcome.REFUSED;
import static com.movieticket.booking.resilience.CallOutcome.TIMEOUT;
import static com.movieticket.booking.resilience.CircuitState.CLOSED;
import static com.movieticket.booking.resilience.CircuitState.HALF_OPEN;
import static com.movieticket.booking.resilience.CircuitState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.movieticket.booking.resilience.Circuit.Permit;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.TestTime;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

class CircuitTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration PROBE = Duration.ofMillis(500);
    private static final int LEAST = 10;

    private final TestTime time = new TestTime();
    private final Circuit circuit = new Circuit(new Settings.Calls(20_000, 0, 50, WINDOW, LEAST, PROBE), time);

    @Test
    void a_few_failures_mean_nothing() {
        calls(LEAST - 1, ERROR);
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void opens_when_half_of_the_calls_fail() {
        calls(50, OK);
        calls(49, ERROR);
        assertThat(circuit.state()).isEqualTo(CLOSED);
        calls(1, TIMEOUT);
        assertThat(circuit.state()).isEqualTo(OPEN);
        assertThat(circuit.ask()).isEmpty();
    }

    @Test
    void refusals_are_answers() {
        calls(100, REFUSED);
        calls(99, ERROR);
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void calls_given_up_by_their_callers_say_nothing() {
        calls(1000, ABANDONED);
        calls(LEAST - 1, ERROR);
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void what_was_longer_ago_than_the_window_is_forgotten() {
        calls(LEAST - 1, ERROR);
        time.advance(WINDOW);
        calls(LEAST - 1, ERROR);
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void lets_a_probe_through_at_every_interval_whatever_became_of_those_before() {
        opened();
        for (int i = 0; i < 5; i++) {
            time.advance(PROBE.minusNanos(1));
            assertThat(circuit.ask()).isEmpty();
            time.advance(Duration.ofNanos(1));
            assertThat(circuit.turnsAway()).isFalse();
            assertThat(circuit.ask()).as("probe " + i).isPresent();
            assertThat(circuit.turnsAway()).isTrue();
            assertThat(circuit.ask()).isEmpty();
        }
    }

    @Test
    void probes_that_hang_do_not_delay_the_one_that_is_answered() {
        opened();
        List<Permit> hanging = probes(20);
        Permit answered = probe();
        circuit.end(answered, OK);
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);

        calls(Circuit.ANSWERS, OK);
        assertThat(circuit.state()).isEqualTo(CLOSED);
        hanging.forEach(permit -> circuit.end(permit, TIMEOUT));
        assertThat(circuit.state()).as("after the time-outs of the others").isEqualTo(CLOSED);
    }

    @Test
    void an_answer_to_a_probe_counts_however_late_it_comes() {
        opened();
        List<Permit> slow = probes(20);
        assertThat(circuit.end(slow.getFirst(), OK)).contains(HALF_OPEN);
    }

    @Test
    void a_probe_that_fails_leaves_it_open() {
        opened();
        assertThat(circuit.end(probe(), ERROR)).isEmpty();
        assertThat(circuit.state()).isEqualTo(OPEN);
    }

    @Test
    void calls_from_before_it_opened_neither_close_it_nor_keep_it_open() {
        Permit before = circuit.ask().orElseThrow();
        Permit alsoBefore = circuit.ask().orElseThrow();
        opened();
        assertThat(circuit.end(before, OK)).isEmpty();
        circuit.end(probe(), OK);
        assertThat(circuit.end(alsoBefore, TIMEOUT)).isEmpty();
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void half_open_it_lets_a_few_through_at_a_time_and_falls_back_at_the_first_failure() {
        opened();
        circuit.end(probe(), OK);
        List<Permit> through = Stream.generate(circuit::ask).limit(100).flatMap(permit -> permit.stream()).toList();
        assertThat(through).hasSize(Circuit.AT_ONCE);

        assertThat(circuit.end(through.getFirst(), ERROR)).contains(OPEN);
        assertThat(circuit.ask()).isEmpty();
    }

    @Test
    void half_open_it_goes_on_probing_when_all_that_it_let_through_hang() {
        opened();
        circuit.end(probe(), OK);
        Stream.generate(circuit::ask).limit(Circuit.AT_ONCE).forEach(permit -> assertThat(permit).isPresent());
        assertThat(circuit.ask()).isEmpty();

        for (int i = 0; i < Circuit.ANSWERS; i++) {
            circuit.end(probe(), OK);
        }
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void closed_again_it_begins_to_count_anew() {
        opened();
        circuit.end(probe(), OK);
        calls(Circuit.ANSWERS, OK);
        calls(LEAST - 1, ERROR);
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    /** @param steps a call begins, one of those under way ends in one way or another, or some time goes by */
    @Property(tries = 500)
    void a_neighbour_that_is_back_is_always_found_whatever_hangs(
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 9) Integer> steps) {
        var underWay = new ArrayList<Permit>();
        for (int step : steps) {
            switch (step) {
                case 0, 1, 2, 3 -> circuit.ask().ifPresent(underWay::add);
                case 4, 5 -> end(underWay, TIMEOUT);
                case 6 -> end(underWay, ERROR);
                case 7 -> end(underWay, OK);
                case 8 -> end(underWay, ABANDONED);
                default -> time.advance(Duration.ofMillis(170));
            }
        }
        // Whatever is still under way hangs for good; from now on, every new call is answered at once.
        Duration waited = Duration.ZERO;
        while (circuit.state() != CLOSED && waited.compareTo(PROBE.multipliedBy(1 + Circuit.ANSWERS)) <= 0) {
            circuit.ask().ifPresent(permit -> circuit.end(permit, OK));
            time.advance(Duration.ofMillis(10));
            waited = waited.plusMillis(10);
        }
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    private static Permit removed(List<Permit> permits) {
        return permits.remove(permits.size() / 2);
    }

    private void end(List<Permit> underWay, CallOutcome outcome) {
        if (!underWay.isEmpty()) {
            circuit.end(removed(underWay), outcome);
        }
    }

    private void calls(int count, CallOutcome outcome) {
        for (int i = 0; i < count; i++) {
            circuit.end(circuit.ask().orElseThrow(), outcome);
        }
    }

    private void opened() {
        calls(LEAST, ERROR);
        assertThat(circuit.state()).isEqualTo(OPEN);
    }

    private Permit probe() {
        time.advance(PROBE);
        return circuit.ask().orElseThrow();
    }

    private List<Permit> probes(int count) {
        return Stream.generate(this::probe).limit(count).toList();
    }
}
