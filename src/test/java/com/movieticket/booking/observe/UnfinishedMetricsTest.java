package com.movieticket.booking.observe;

import com.movieticket.booking.testing.StoreInMemory;
import com.movieticket.booking.testing.TestClock;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.UnavailableException;
import com.movieticket.booking.workflow.Unfinished;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** What is unfinished is told as long as it is known, and then no longer. */
class UnfinishedMetricsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final TestClock clock = new TestClock(NOON);
    private final Metrics metrics = new Metrics();
    private boolean away;
    private final Unfinished store = new Unfinished() {
        @Override
        public SeatLocks seatLocks(Instant now) {
            if (away) {
                throw new UnavailableException(Dependency.STORE, "as the test wants it");
            }
            return new SeatLocks(3, 2);
        }

        @Override
        public Refunds refunds() {
            return new Refunds(1, Optional.of(NOON.minusSeconds(60)));
        }
    };
    private final UnfinishedMetrics unfinished =
            new UnfinishedMetrics(store, new StoreInMemory(), clock, new Random(1), Duration.ofSeconds(10));

    @AfterEach
    void close() {
        unfinished.close();
        metrics.close();
    }

    @Test
    void nothing_is_said_before_the_store_has_answered() {
        unfinished.register(metrics);
        assertThat(gauge("refunds_open")).isNaN();
        assertThat(gauge("seat_locks", "state", "active")).isNaN();
    }

    @Test
    void ages_grow_between_two_questions() {
        unfinished.register(metrics);
        unfinished.ask();
        assertThat(gauge("seat_locks", "state", "active")).isEqualTo(3);
        assertThat(gauge("seat_locks", "state", "expired")).isEqualTo(2);
        assertThat(gauge("refunds_open")).isEqualTo(1);
        assertThat(gauge("refunds_oldest_seconds")).isEqualTo(60);
        assertThat(gauge("booking_outbox_events")).isZero();
        assertThat(gauge("booking_outbox_oldest_seconds")).isZero();
        clock.advance(Duration.ofSeconds(9));
        assertThat(gauge("refunds_oldest_seconds")).isEqualTo(69);
    }

    @Test
    void what_was_known_last_stands_for_a_while_and_then_nothing_is_known() {
        unfinished.register(metrics);
        unfinished.ask();
        away = true;
        clock.advance(Duration.ofSeconds(29));
        unfinished.ask();
        assertThat(gauge("refunds_open")).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        unfinished.ask();
        assertThat(gauge("refunds_open")).isNaN();
        assertThat(gauge("refunds_oldest_seconds")).isNaN();
        away = false;
        unfinished.ask();
        assertThat(gauge("refunds_open")).isEqualTo(1);
    }

    private double gauge(String name, String... labels) {
        List<Tag> tags = labels.length == 0 ? List.of() : List.of(Tag.create(labels[0], labels[1]));
        return metrics.registry().meter(Gauge.class, name, tags).orElseThrow().value().doubleValue();
    }
}
