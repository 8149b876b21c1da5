package com.movieticket.booking.store;

import com.movieticket.booking.testing.Eventually;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What many want written at the same time is written once. */
class GroupCommitTest {
    private final ConcurrentLinkedQueue<List<String>> writes = new ConcurrentLinkedQueue<>();

    @Test
    void who_is_alone_writes_for_himself() {
        var commit = new GroupCommit<String, Integer>(10, this::lengths);
        assertThat(commit.join("one")).isEqualTo(3);
        assertThat(commit.join("three")).isEqualTo(5);
        assertThat(writes).containsExactly(List.of("one"), List.of("three"));
    }

    @Test
    void who_comes_during_a_write_is_written_with_all_others_who_did() throws Exception {
        var writing = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var come = new AtomicInteger();
        var commit = new GroupCommit<String, Integer>(4, wanted -> {
            writing.countDown();
            uninterruptibly(goOn);
            return lengths(wanted);
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = threads.submit(() -> commit.join("first"));
            writing.await();
            List<Thread> others = IntStream.range(0, 6).mapToObj(i -> Thread.ofVirtual().start(() -> {
                commit.join("x".repeat(i / 2 + 1)); // each is wanted twice
                come.incrementAndGet();
            })).toList();
            Eventually.within(Duration.ofSeconds(10)).check(() -> assertThat(others)
                    .allSatisfy(thread -> assertThat(thread.getState()).isEqualTo(Thread.State.WAITING)));
            goOn.countDown();

            assertThat(first.get()).isEqualTo(5);
            for (Thread other : others) {
                other.join();
            }
        }
        assertThat(come).hasValue(6);
        assertThat(writes).as("four at most, equal ones once").hasSize(3).allSatisfy(write ->
                assertThat(write).doesNotHaveDuplicates());
        assertThat(writes.stream().flatMap(List::stream)).contains("first", "x", "xx", "xxx");
    }

    @Test
    void a_write_that_fails_has_failed_for_all_and_for_nobody_else() throws Exception {
        var room = new Semaphore(0);
        var commit = new GroupCommit<String, Integer>(10, wanted -> {
            room.acquireUninterruptibly();
            if (wanted.contains("bad")) {
                throw new IllegalStateException("refused");
            }
            return lengths(wanted);
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> bad = threads.submit(() -> commit.join("bad"));
            room.release();
            assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class).rootCause().hasMessage("refused");
            room.release();
            assertThat(commit.join("good")).isEqualTo(4);
        }
    }

    private Map<String, Integer> lengths(List<String> wanted) {
        writes.add(wanted);
        return wanted.stream().collect(Collectors.toMap(it -> it, String::length));
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
