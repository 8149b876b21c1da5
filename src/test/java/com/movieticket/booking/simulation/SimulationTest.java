package com.movieticket.booking.simulation;

import com.movieticket.booking.simulation.Simulation.Verdict;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No seed breaks a promise, and a service that deserves it is found out.
 *
 * <p>{@code -Dsim.seeds=1000000} runs more of them, {@code -Dsim.seed=42} replays one and prints its history.
 */
class SimulationTest {
    private static final long SEEDS = Long.getLong("sim.seeds", 10_000);
    private static final Optional<Long> ONE = Optional.ofNullable(Long.getLong("sim.seed"));

    @Test
    void no_seed_breaks_a_promise() {
        var broken = new ConcurrentLinkedQueue<String>();
        Tally tally = seeds()
                .mapToObj(seed -> Simulation.run(seed, ONE.isPresent()))
                .peek(verdict -> verdict.history().forEach(System.out::println))
                .peek(verdict -> verdict.broken().forEach(promise ->
                        broken.add("-Dsim.seed=" + verdict.seed() + ": " + promise)))
                .map(Verdict::tally)
                .reduce(Tally.NOTHING, Tally::plus);
        System.out.println("Simulated " + ONE.map(seed -> "seed " + seed).orElse("%,d seeds".formatted(SEEDS)) + ", "
                + tally);
        assertThat(List.copyOf(broken).stream().limit(5)).isEmpty();
    }

    @Test
    void a_service_that_charges_before_it_has_stored_the_key_is_found_out() {
        assertFoundOut(ports -> new Ports(ports.faults(), new DamagedStore.ForgetsClaims(ports.store()), ports.outbox(),
                ports.cinema(), ports.payments()), Simulation.SETTLE);
    }

    @Test
    void a_service_that_overwrites_what_others_have_changed_is_found_out() {
        assertFoundOut(ports -> new Ports(ports.faults(), new DamagedStore.IgnoresVersions(ports.store()), ports.outbox(),
                ports.cinema(), ports.payments()), Simulation.SETTLE);
    }

    @Test
    void a_service_that_takes_silence_for_a_no_is_found_out() {
        assertFoundOut(UnaryOperator.identity(), Duration.ofSeconds(1));
    }

    private static void assertFoundOut(UnaryOperator<Ports> mutation, Duration settle) {
        assertThat(LongStream.rangeClosed(1, 1_000)
                .mapToObj(seed -> Simulation.run(seed, false, mutation, settle))
                .filter(verdict -> !verdict.broken().isEmpty())
                .findFirst()).isPresent();
    }

    private static LongStream seeds() {
        return ONE.map(LongStream::of).orElseGet(() -> LongStream.rangeClosed(1, SEEDS).parallel());
    }
}
