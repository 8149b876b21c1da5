package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.testing.CapturedLog;
import com.movieticket.booking.testing.MemoryBookings;
import com.movieticket.booking.testing.SampleBookings;
import com.movieticket.booking.testing.TestClock;
import com.movieticket.booking.workflow.Bookings.Due;
import com.movieticket.booking.workflow.Sweep.Swept;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.random.RandomGenerator;

import static com.movieticket.booking.testing.SampleBookings.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** A booking that makes trouble is found by its log line, and keeps nobody waiting. */
class DueBookingsTest {
    private final MemoryBookings bookings = new MemoryBookings();
    private final Journal journal = new Journal(bookings, bookings);
    private final TestClock clock = new TestClock(NOON.plus(Duration.ofDays(1)));
    private final DueBookings due = new DueBookings(bookings, journal,
            new ServiceInstance("test", clock, RandomGenerator.of("L64X128MixRandom")), 100);

    @Test
    void what_is_logged_of_trouble_says_in_which_trace_and_with_which_booking() {
        Booking troubled = SampleBookings.created("troubled", "user123", NOON).booking();
        journal.open(SampleBookings.created("troubled", "user123", NOON));
        journal.open(SampleBookings.created("other", "user456", NOON));
        try (var log = new CapturedLog(DueBookings.class.getName())) {
            Swept swept = due.each(Due.EXPIRY, "expiry", (booking, _) -> {
                if (booking.id().equals(troubled.id())) {
                    throw new IllegalStateException("trouble");
                }
                return true;
            });

            assertThat(swept).isEqualTo(new Swept(1, 0));
            assertThat(log.errors()).containsExactly("Booking troubled could not be taken further");
            assertThat(log.contexts()).singleElement().satisfies(context -> {
                assertThat(context.operation()).contains("expiry");
                assertThat(context.traceId()).isPresent();
                assertThat(context.booking()).contains(troubled.id());
                assertThat(context.user()).contains(troubled.userId());
            });
        }
    }
}
