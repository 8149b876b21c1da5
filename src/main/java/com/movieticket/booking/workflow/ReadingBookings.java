package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingId;

import java.util.List;
import java.util.Optional;

/** {@code get_booking} and {@code get_user_bookings}: need nothing but the store. */
public final class ReadingBookings {
    /** What comes of a wish to see something. */
    public sealed interface Sight<T> {
        /** It may be seen. */
        record Shown<T>(T value) implements Sight<T> {
        }

        /** It is somebody else's. */
        record NotAllowed<T>() implements Sight<T> {
        }
    }

    private final Bookings bookings;

    public ReadingBookings(Bookings bookings) {
        this.bookings = bookings;
    }

    /**
     * The booking, if there is one. That somebody else's exists is no secret, as the API has it: nobody guesses an id.
     *
     * @throws UnavailableException when the store can't be reached
     */
    public Sight<Optional<Booking>> byId(BookingId id, Caller caller) {
        Optional<Booking> found = bookings.find(id);
        return found.filter(booking -> !caller.mayActFor(booking.userId())).isPresent()
                ? new Sight.NotAllowed<>()
                : new Sight.Shown<>(found);
    }

    /**
     * Newest first.
     *
     * @throws UnavailableException when the store can't be reached
     */
    public Sight<List<Booking>> ofUser(Bookings.OfUser query, Caller caller) {
        return caller.mayActFor(query.user())
                ? new Sight.Shown<>(bookings.find(query))
                : new Sight.NotAllowed<>();
    }
}
