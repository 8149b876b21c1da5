package com.movieticket.booking.store;

import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.workflow.UnavailableException;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What many want written at the same time is written once. */
class GroupCommitTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final ConcurrentLinkedQueue<List<String>> writes = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(0);

    @Test
    void who_is_alone_is_written_alone() {
        var commit = new GroupCommit<String, Integer>(Duration.ZERO, 10, this::lengths);
        assertThat(commit.join("one")).isEqualTo(3);
        assertThat(commit.join("three")).isEqualTo(5);
        assertThat(writes).containsExactly(List.of("one"), List.of("three"));
    }

    @Test
    void who_comes_during_a_write_is_written_with_all_others_who_did() throws Exception {
        var commit = new GroupCommit<String, Integer>(Duration.ZERO, 4, this::whenThereIsRoom);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            all.add(threads.submit(() -> commit.join("first")));
            Eventually.within(LONG).check(() -> assertThat(room.hasQueuedThreads()).isTrue());
            IntStream.range(0, 6).forEach(i -> all.add(threads.submit(() -> commit.join("x".repeat(i / 2 + 1)))));
            Eventually.within(LONG).check(() -> assertThat(commit.waiting()).isEqualTo(6));
            room.release(3);

            assertThat(all).extracting(Future::get).containsExactlyInAnyOrder(5, 1, 1, 2, 2, 3, 3);
        }
        assertThat(writes).as("four at most, equal ones once").hasSize(3)
                .allSatisfy(write -> assertThat(write).doesNotHaveDuplicates());
        assertThat(writes.peek()).containsExactly("first");
    }

    @Test
    void who_comes_within_the_moment_before_a_write_is_part_of_it() throws Exception {
        var commit = new GroupCommit<String, Integer>(Duration.ofSeconds(1), 1000, this::lengths);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit(() -> commit.join("number " + i))).toList();
            for (Future<Integer> one : all) {
                one.get();
            }
        }
        assertThat(writes).hasSizeLessThan(10); // one, but for a machine that has other things to do
    }

    @Test
    void many_who_come_all_the_time_are_all_written() throws Exception {
        var commit = new GroupCommit<String, Integer>(Duration.ZERO, 7, this::lengths);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = IntStream.range(0, 20_000)
                    .mapToObj(i -> threads.submit(() -> commit.join(String.valueOf(i)))).toList();
            for (int i = 0; i < all.size(); i++) {
                assertThat(all.get(i).get()).isEqualTo(String.valueOf(i).length());
            }
        }
    }

    @Test
    void a_write_that_fails_has_failed_for_all_of_it_and_for_nobody_else() throws Exception {
        var commit = new GroupCommit<String, Integer>(Duration.ZERO, 10, this::whenThereIsRoom);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> bad = threads.submit(() -> commit.join("bad"));
            room.release();
            assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class).rootCause().hasMessage("refused");
            room.release();
            assertThat(commit.join("good")).isEqualTo(4);
        }
    }

    @Test
    void who_is_interrupted_waits_no_longer() throws Exception {
        var commit = new GroupCommit<String, Integer>(Duration.ZERO, 10, this::whenThereIsRoom);
        var waiting = Thread.ofVirtual().unstarted(() -> assertThatThrownBy(() -> commit.join("one"))
                .isInstanceOf(UnavailableException.class));
        waiting.start();
        waiting.interrupt();
        assertThat(waiting.join(LONG)).isTrue();
        room.release();
        Eventually.within(LONG).check(() -> assertThat(writes).as("it is written all the same").isNotEmpty());
    }

    private Map<String, Integer> whenThereIsRoom(List<String> wanted) {
        room.acquireUninterruptibly();
        if (wanted.contains("bad")) {
            throw new IllegalStateException("refused");
        }
        return lengths(wanted);
    }

    private Map<String, Integer> lengths(List<String> wanted) {
        writes.add(wanted);
        return wanted.stream().collect(Collectors.toMap(it -> it, String::length));
    }
}
