package com.movieticket.booking.graphql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is one too many, when many come at once, waits for his turn. */
class WaitingInLineTest {
    private static final int MOST = 100;
    /** While it isn't known how many will come. */
    private static final int AT_FIRST = MOST / 2;
    private static final int LONGEST = 1000;
    private static final int SIZE = 10;

    private final Queue<Runnable> processors = new ArrayDeque<>();
    private final List<Visitor> visitors = new ArrayList<>();
    private long now = 1_000_000_000;
    private LoadShedding shedding = shedding(Duration.ofSeconds(20), 2);

    private LoadShedding shedding(Duration longestWait, int cores) {
        return new LoadShedding(16, MOST, new WaitingLine(longestWait, LONGEST, LONGEST * SIZE), cores,
                new ProcessorQueue(() -> now, processors::add), () -> now);
    }

    @AfterEach
    void go() {
        visitors.forEach(Visitor::close);
    }

    @Test
    void first_come_first_served_as_places_become_free() {
        come(AT_FIRST);
        List<Visitor> line = lineUp(3);
        assertThat(line).noneMatch(Visitor::isCalled);
        shedding.ended(1);
        assertThat(line).extracting(Visitor::isCalled).containsExactly(true, false, false);
        shedding.ended(1);
        assertThat(line).extracting(Visitor::isCalled).containsExactly(true, true, false);
    }

    @Test
    void while_there_is_room_nobody_has_to_wait() {
        come(AT_FIRST - 1);
        assertThat(new Visitor().comesIn()).isTrue();
    }

    @Test
    void who_is_called_has_a_place_that_nobody_else_gets() {
        come(AT_FIRST);
        Visitor first = lineUp(1).getFirst();
        shedding.ended(1);
        assertThat(first.isCalled()).isTrue();
        assertThat(shedding.isBusy()).isTrue();
        assertThat(first.begins()).isTrue();
        assertThat(shedding.isBusy()).isTrue();
        first.ends();
        assertThat(shedding.isBusy()).isFalse();
    }

    @Test
    void who_is_called_and_does_not_begin_gives_his_place_to_the_next_one() {
        come(AT_FIRST);
        List<Visitor> line = lineUp(2);
        shedding.ended(1);
        line.getFirst().forgoes();
        assertThat(line.getLast().isCalled()).isTrue();
        line.getFirst().forgoes();
        assertThat(line.getLast().begins()).isTrue();
        assertThat(shedding.isBusy()).isTrue();
    }

    @Test
    void who_has_been_read_already_takes_as_much_room_waiting_and_is_let_in() {
        come(MOST);
        assertThat(shedding.lets(1, false)).isFalse();
    }

    @Test
    void who_comes_later_than_five_seconds_is_turned_away_while_the_line_goes_on() {
        come(AT_FIRST);
        List<Visitor> line = lineUp(AT_FIRST + 10);
        pass(Duration.ofSeconds(6));
        shedding.ended(1);
        assertThat(line.stream().filter(Visitor::isCalled)).as("more at once: it is known how many there are")
                .hasSizeGreaterThan(AT_FIRST / 2);
        assertThat(shedding.isBusy()).isTrue();
        assertThat(new Visitor().isTurnedAwayAtOnce()).isTrue();
    }

    @Test
    void who_would_not_wait_is_let_in_up_to_the_most_that_can_be_borne() {
        come(AT_FIRST);
        lineUp(1);
        assertThat(shedding.turn(SIZE, false)).isEmpty();
        come(MOST - AT_FIRST);
        assertThat(shedding.turn(SIZE, false)).contains(Turn.NEVER);
    }

    @Test
    void a_long_line_leaves_room_for_fewer() {
        come(AT_FIRST);
        List<Visitor> line = lineUp(LONGEST);
        assertThat(new Visitor().linesUp()).as("it is full").isFalse();
        pass(Duration.ofSeconds(6));
        shedding.ended(1);
        assertThat(line.stream().filter(Visitor::isCalled)).hasSizeLessThan(4);
    }

    @Test
    void all_together_wait_with_so_many_bytes_at_most() {
        come(AT_FIRST);
        assertThat(new Visitor().linesUp(LONGEST * SIZE + 1)).isFalse();
        assertThat(new Visitor().linesUp(LONGEST * SIZE)).isTrue();
        assertThat(new Visitor().linesUp(1)).isFalse();
        shedding.ended(1);
        assertThat(new Visitor().linesUp(LONGEST * SIZE)).as("the first one is read").isTrue();
    }

    @Test
    void that_many_come_is_no_reason_to_let_fewer_in_for_five_seconds() {
        come(AT_FIRST);
        List<Visitor> line = lineUp(20);
        queue(60, 40);
        assertThat(shedding.limit()).isEqualTo(MOST);
        assertThat(line).noneMatch(Visitor::isTurnedAway);
    }

    @Test
    void if_the_processors_have_too_much_to_do_even_then_the_line_is_told() {
        come(AT_FIRST);
        List<Visitor> line = lineUp(500);
        queue(60, 100);
        assertThat(line.stream().filter(Visitor::isTurnedAway)).hasSizeGreaterThan(400);
        assertThat(line.getLast().isTurnedAway()).isTrue();
        assertThat(shedding.limit()).isLessThan(MOST);
        assertThat(new Visitor().linesUp()).isFalse();
    }

    @Test
    void where_there_is_one_processor_nobody_waits_and_as_many_are_let_in_as_can_be_borne() {
        shedding = shedding(Duration.ofSeconds(20), 1);
        come(MOST - 1);
        assertThat(new Visitor().comesIn()).isTrue();
        come(1);
        assertThat(new Visitor().isTurnedAwayAtOnce()).isTrue();
    }

    @Test
    void while_some_wait_in_line_nothing_is_tried() {
        come(AT_FIRST);
        lineUp(500);
        for (int i = 0; i < 100; i++) {
            run();
            pass(Duration.ofMillis(500));
            shedding.ended(1);
            visitors.stream().filter(Visitor::isCalled).filter(visitor -> !visitor.begun).forEach(Visitor::begins);
            assertThat(shedding.limit()).isEqualTo(MOST);
        }
    }

    @Test
    void if_nobody_gets_on_for_five_seconds_the_line_is_told() {
        come(AT_FIRST);
        Visitor first = lineUp(1).getFirst();
        pass(Duration.ofSeconds(6));
        new Visitor().linesUp();
        assertThat(first.isTurnedAway()).isTrue();
    }

    @Test
    void when_it_is_over_the_next_rush_may_wait_again() {
        come(AT_FIRST);
        Visitor first = lineUp(1).getFirst();
        for (int i = 0; i < AT_FIRST; i++) {
            shedding.ended(1);
        }
        first.begins();
        first.ends();
        pass(Duration.ofSeconds(30));
        come(AT_FIRST);
        assertThat(new Visitor().linesUp()).isTrue();
    }

    @Test
    void nobody_waits_for_longer_than_is_set() {
        shedding = shedding(Duration.ofMillis(1), 2);
        come(AT_FIRST);
        Visitor first = lineUp(1).getFirst();
        assertThat(first.waits()).isFalse();
        shedding.ended(1);
        assertThat(shedding.isBusy()).as("he isn't called").isFalse();
    }

    private void come(int requests) {
        for (int i = 0; i < requests; i++) {
            assertThat(shedding.lets(1, false)).isTrue();
        }
    }

    private List<Visitor> lineUp(int number) {
        var line = new ArrayList<Visitor>();
        for (int i = 0; i < number; i++) {
            var visitor = new Visitor();
            assertThat(visitor.linesUp()).isTrue();
            line.add(visitor);
        }
        return line;
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    /** Again and again somebody comes to look, and then has to wait so long for a processor; urgent ones, soon done. */
    private void queue(int millis, int times) {
        for (int i = 0; i < times; i++) {
            shedding.lets(1, true);
            pass(Duration.ofMillis(millis));
            run();
            shedding.ended(1);
        }
    }

    private void run() {
        while (!processors.isEmpty()) {
            processors.remove().run();
        }
    }

    /** A thread, since a place in the line is one's. */
    private final class Visitor implements AutoCloseable {
        private final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
        private Optional<Turn> turn = Optional.empty();
        private boolean begun;

        private Visitor() {
            visitors.add(this);
        }

        private boolean linesUp() {
            return linesUp(SIZE);
        }

        private boolean linesUp(int size) {
            turn = does(() -> shedding.turn(size, true));
            return turn.isPresent() && turn.get() != Turn.NEVER;
        }

        private boolean comesIn() {
            return does(() -> shedding.turn(SIZE, true)).isEmpty();
        }

        private boolean isTurnedAwayAtOnce() {
            return does(() -> shedding.turn(SIZE, true)).equals(Optional.of(Turn.NEVER));
        }

        private boolean isCalled() {
            return turn.orElseThrow().isCalled();
        }

        private boolean isTurnedAway() {
            return turn.orElseThrow().isTurnedAway();
        }

        private boolean waits() {
            return does(() -> shedding.await(turn.orElseThrow()));
        }

        private boolean begins() {
            begun = true;
            return does(() -> shedding.lets(1, false));
        }

        private void ends() {
            shedding.ended(1);
        }

        private void forgoes() {
            does(() -> {
                shedding.forgo();
                return true;
            });
        }

        private <T> T does(Callable<T> something) {
            try {
                return thread.submit(something).get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            thread.close();
        }
    }
}
