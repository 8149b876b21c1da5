package com.movieticket.booking.graphql;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** How many are let in at once, in rushes that are played in time of their own. */
class ConcurrencyLimitTest {
    /** That can be borne. */
    private static final int MOST = 1434;
    /** Worked on at once in any case, where so few are enough. */
    private static final int FEW = 16;
    /** When it is a neighbour who can't do more. */
    private static final Duration LATER = Duration.ofSeconds(40);
    /** When it is our own processors. */
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({"1, 200, 0", "1, 1000, 5", "2, 200, 5", "2, 200, 50", "2, 1000, 0", "2, 1000, 50", "2, 5000, 5",
            "8, 1000, 5", "8, 1000, 50", "8, 5000, 0"})
    void at_three_times_the_load_nearly_all_is_done_that_can_be_done_and_in_good_time(int processors, int micros, int millis) {
        Rushed rushed = rushed(processors, micros, millis, FEW);
        assertThat(rushed.over.p99()).isLessThan(rushed.calm.p99().multipliedBy(4));
    }

    @ParameterizedTest
    @CsvSource({"1, 200, 0", "1, 1000, 5", "2, 200, 5", "2, 200, 50", "2, 1000, 0", "2, 1000, 50", "2, 5000, 5",
            "8, 1000, 5", "8, 1000, 50", "8, 5000, 0"})
    void those_who_are_let_in_in_any_case_keep_each_other_waiting_and_no_more(int processors, int micros, int millis) {
        Rushed rushed = rushed(processors, micros, millis, Rush.LEAST);
        Duration ofTheLeast = micros(micros * Rush.LEAST / processors);
        assertThat(rushed.over.p99()).isLessThan(rushed.calm.p99().plus(ofTheLeast).multipliedBy(3));
    }

    /** What came of a load that can be borne, and of three times as much as can. */
    private record Rushed(Rush.Outcome calm, Rush.Outcome over) {
    }

    private static Rushed rushed(int processors, int micros, int millis, int least) {
        var rush = new Rush(1, processors, micros(micros / 25), micros(micros), Duration.ofMillis(millis), least, MOST);
        double possible = rush.possible(3 * rush.capacity());
        Rush.Outcome calm = rush.play(0.7 * rush.capacity(), A_WHILE);
        assertThat(calm.refused()).isZero();
        Rush.Outcome onset = rush.play(3 * rush.capacity(), SOON);
        assertThat(onset.goodput()).isGreaterThan(0.85 * possible);
        assertThat(onset.p99()).isLessThan(Duration.ofSeconds(3));
        Rush.Outcome over = rush.play(3 * rush.capacity(), A_WHILE);
        assertThat(over.goodput()).isGreaterThan(0.9 * possible);
        return new Rushed(calm, over);
    }

    @Test
    void whoever_waits_for_a_slow_neighbour_is_let_in() {
        var rush = new Rush(2, 2, micros(4), micros(100), Duration.ofSeconds(2), MOST);
        double possible = MOST / 2.0;
        rush.play(3 * possible, LATER);
        assertThat(rush.play(3 * possible, A_WHILE).goodput()).isGreaterThan(0.9 * possible);
    }

    @Test
    void when_the_neighbour_becomes_slow_in_the_middle_of_a_rush_more_are_let_in() {
        var rush = new Rush(3, 2, micros(40), micros(1000), Duration.ZERO, MOST);
        rush.play(3 * rush.capacity(), SOON);
        assertThat(rush.limit()).isLessThan(100);
        rush.neighbourTakes(Duration.ofMillis(500));
        rush.play(3 * rush.capacity(), LATER.multipliedBy(2));
        assertThat(rush.play(3 * rush.capacity(), LATER).goodput()).isGreaterThan(0.8 * rush.possible(3 * rush.capacity()));
    }

    @Test
    void pauses_now_and_then_do_not_keep_out_those_who_wait_for_a_slow_neighbour() {
        var rush = new Rush(7, 2, micros(40), micros(1000), Duration.ZERO, MOST);
        rush.play(3 * rush.capacity(), SOON);
        rush.neighbourTakes(Duration.ofSeconds(2));
        rush.pausesEverySecond(Duration.ofMillis(160));
        double possible = MOST / 2.0;
        rush.play(3 * possible, LATER.multipliedBy(2));
        assertThat(rush.play(3 * possible, LATER).goodput()).isGreaterThan(0.4 * possible);
    }

    @Test
    void a_rush_that_can_be_borne_is_let_in() {
        var rush = new Rush(4, 2, micros(40), micros(1000), Duration.ofMillis(5), MOST);
        assertThat(rush.play(MOST * 10, Duration.ofMillis(100)).refused()).isZero();
    }

    @Test
    void when_it_is_over_everything_is_taken_again_even_the_next_rush() {
        var rush = new Rush(5, 2, micros(40), micros(1000), Duration.ofMillis(5), MOST);
        rush.play(3 * rush.capacity(), SOON);
        rush.play(0.5 * rush.capacity(), Duration.ofSeconds(1));
        assertThat(rush.play(0.5 * rush.capacity(), LATER).refused()).isZero();
        assertThat(rush.play(MOST * 10, Duration.ofMillis(100)).refused()).isZero();
    }

    @Test
    void what_nobody_answers_teaches_nothing() {
        var rush = new Rush(6, 2, micros(4), micros(100), Duration.ofHours(1), MOST);
        rush.play(1000, LATER);
        assertThat(rush.limit()).isEqualTo(MOST);
    }

    @Test
    void with_the_least_as_large_as_the_most_nothing_is_tried() {
        var limit = new ConcurrencyLimit(20_000, MOST);
        for (int i = 0; i < 100; i++) {
            limit.learn(1000, true);
            assertThat(limit.now()).isEqualTo(MOST);
        }
    }

    @Test
    void a_cut_never_lets_more_in() {
        var limit = new ConcurrencyLimit(16, MOST);
        limit.cut(100);
        limit.cut(200);
        assertThat(limit.now()).isEqualTo(100);
        limit.cut(1);
        assertThat(limit.now()).as("the least").isEqualTo(16);
    }

    private static Duration micros(int micros) {
        return Duration.ofNanos(micros * 1000L);
    }
}
