package com.movieticket.booking.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.movieticket.booking.testing.Eventually;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

class DeadlineTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void a_call_in_time_gives_its_result() throws InterruptedException {
        assertThat(Deadline.call(LONG, () -> "done", DeadlineTest::nobody)).isEqualTo("done");
    }

    @Test
    void a_failing_call_fails_as_itself() {
        var failure = new IllegalStateException("no");
        assertThatThrownBy(() -> Deadline.call(LONG, () -> {
            throw failure;
        }, DeadlineTest::nobody)).isSameAs(failure);
        assertThatThrownBy(() -> Deadline.call(LONG, () -> {
            throw new StackOverflowError();
        }, DeadlineTest::nobody)).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void a_call_that_takes_too_long_is_interrupted_and_given_up() {
        var interrupted = new AtomicBoolean();

        assertThatThrownBy(() -> Deadline.call(SHORT, () -> blocked(interrupted), DeadlineTest::nobody))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessage("no answer within 100 ms");

        Eventually.within(LONG).check(() -> assertThat(interrupted).isTrue());
    }

    @Test
    void a_call_that_ignores_its_interruption_holds_nobody_up_and_what_it_brings_is_disposed_of() {
        var release = new AtomicBoolean();
        var late = new AtomicReference<String>();
        try {
            assertThatThrownBy(() -> Deadline.call(SHORT, () -> {
                while (!release.get()) {
                    Thread.onSpinWait();
                }
                return "late";
            }, late::set)).isInstanceOf(DeadlineExceededException.class);
        } finally {
            release.set(true);
        }
        Eventually.within(LONG).check(() -> assertThat(late).hasValue("late"));
    }

    @Test
    void an_interrupted_caller_takes_the_call_with_it() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();
        var callerInterrupted = new AtomicBoolean();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                Deadline.call(LONG, () -> {
                    begun.countDown();
                    return blocked(interrupted);
                }, DeadlineTest::nobody);
            } catch (InterruptedException _) {
                callerInterrupted.set(true);
            }
        });
        begun.await();

        caller.interrupt();

        assertThat(caller.join(LONG)).isTrue();
        assertThat(callerInterrupted).isTrue();
        Eventually.within(LONG).check(() -> assertThat(interrupted).isTrue());
    }

    private static void nobody(String late) {
        throw new AssertionError("came too late: " + late);
    }

    private static String blocked(AtomicBoolean interrupted) {
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException e) {
            interrupted.set(true);
            throw new IllegalStateException(e);
        }
    }
}
