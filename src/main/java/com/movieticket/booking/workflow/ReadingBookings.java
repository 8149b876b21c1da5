package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingId;

import java.util.List;
import java.util.Optional;

/** {@code get_booking} and {@code get_user_bookings}: need nothing but the store. */
public final class ReadingBookings {
    private final Bookings bookings;

    public ReadingBookings(Bookings bookings) {
        this.bookings = bookings;
    }

    /** @throws UnavailableException when the store can't be reached */
    public Optional<Booking> byId(BookingId id) {
        return bookings.find(id);
    }

    /**
     * Newest first.
     *
     * @throws UnavailableException when the store can't be reached
     */
    public List<Booking> ofUser(Bookings.OfUser query) {
        return bookings.find(query);
    }
}
