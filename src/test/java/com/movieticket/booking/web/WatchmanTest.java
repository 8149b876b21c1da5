package com.movieticket.booking.web;

import com.movieticket.booking.testing.Eventually;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

class WatchmanTest {
    @Test
    void a_connection_that_cannot_be_looked_after_keeps_nobody_from_looking_at_the_others() {
        var broken = new AtomicInteger();
        var looks = new AtomicInteger();
        try (var watchman = new Watchman(Duration.ofMillis(1), System::nanoTime)) {
            watchman.add(_ -> {
                broken.incrementAndGet();
                throw new IllegalStateException("broken");
            });
            watchman.add(_ -> looks.incrementAndGet());
            Eventually.within(Duration.ofSeconds(10)).check(() -> {
                assertThat(broken.get()).isGreaterThan(3);
                assertThat(looks.get()).isGreaterThan(3);
            });
        }
    }
}
