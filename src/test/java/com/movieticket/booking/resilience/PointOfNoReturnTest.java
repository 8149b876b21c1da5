package com.movieticket.booking.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;

class PointOfNoReturnTest {
    private final PointOfNoReturn point = new PointOfNoReturn();

    @Test
    void what_was_given_up_is_never_sent() {
        assertThat(point.bar()).isTrue();
        assertThatThrownBy(point::cross).isInstanceOf(CancellationException.class);
        assertThat(point.bar()).isTrue();
    }

    @Test
    void what_may_have_been_sent_stays_so() {
        point.cross();
        assertThat(point.bar()).isFalse();
        assertThatCode(point::cross).doesNotThrowAnyException();
    }

    @RepeatedTest(100)
    void of_sending_and_giving_up_exactly_one_wins() throws Exception {
        var together = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = threads.submit(() -> {
                together.await();
                try {
                    point.cross();
                    return true;
                } catch (CancellationException _) {
                    return false;
                }
            });
            var barred = threads.submit(() -> {
                together.await();
                return point.bar();
            });

            assertThat(sent.get()).isNotEqualTo(barred.get());
        }
    }
}
