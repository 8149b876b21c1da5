package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.BookingEvent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Events that are stored with their bookings and not yet confirmed by the broker; kept in order per booking. */
public interface Outbox {
    /**
     * What waits.
     *
     * @param events how many
     * @param oldest since when the oldest of them waits
     */
    record Backlog(long events, Optional<Instant> oldest) {
    }

    /**
     * What could be claimed.
     *
     * @param events the oldest one of each claimed booking
     * @param lost   how many bookings could not be claimed, because somebody else was faster
     */
    record Claimed(List<BookingEvent> events, int lost) {
    }

    /**
     * Takes note that the broker has an event: it goes into the audit trail and leaves the outbox. Doing it twice does
     * no harm.
     *
     * @return what still waits for the same booking, oldest first, and is now up to the caller; nothing when somebody
     *         else took note of it before, and so goes on
     * @throws UnavailableException when it can't be said whether it was noted
     */
    List<BookingEvent> published(BookingEvent event);

    /**
     * Claims bookings whose oldest event waits since before {@code waitingSince}, longest waiting first, so that no
     * other claim gets them until {@code until}.
     *
     * @param limit how many bookings at most, 1 to 1000
     * @throws UnavailableException when it can't be known now
     */
    Claimed claim(Instant waitingSince, Instant now, Instant until, int limit);

    /** @throws UnavailableException when it can't be known now */
    Backlog backlog();
}
