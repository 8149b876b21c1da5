package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.testing.MemoryBookings;
import com.movieticket.booking.testing.MemoryBookings.Fault;
import com.movieticket.booking.testing.SampleBookings;
import org.junit.jupiter.api.Test;

import static com.movieticket.booking.testing.SampleBookings.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a write has come to is found out by looking. */
class JournalTest {
    private final MemoryBookings bookings = new MemoryBookings();
    private final Journal journal = new Journal(bookings, bookings);
    private final Change wanted = SampleBookings.created("one-id", "user123", NOON);

    @Test
    void a_write_whose_answer_was_lost_counts_when_the_booking_is_there() {
        bookings.failNextWrite(Fault.LOST_ANSWER);
        assertThat(journal.open(wanted)).isTrue();
    }

    @Test
    void a_write_that_was_lost_is_an_error_when_no_booking_is_there() {
        bookings.failNextWrite(Fault.LOST_REQUEST);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> journal.open(wanted));
    }

    /** Whoever hears of an error gives the seats back, and these are the other booking's. */
    @Test
    void a_write_that_was_lost_is_overtaken_when_another_booking_has_the_id() {
        journal.open(SampleBookings.created("one-id", "user123", NOON.plusMillis(1)));
        bookings.failNextWrite(Fault.LOST_REQUEST);
        assertThat(journal.open(wanted)).isFalse();
        assertThat(bookings.published()).hasSize(1);
    }
}
