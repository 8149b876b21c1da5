package com.movieticket.booking.store;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.workflow.Bookings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Bookings as they are kept elsewhere, each operation told of. */
public record ObservedBookings(Bookings bookings, StoreCalls calls) implements Bookings {
    @Override
    public Written add(Change created) {
        return calls.call(StoreCalls.INSERT, Written.OVERTAKEN::equals, () -> bookings.add(created));
    }

    @Override
    public Written apply(Change change) {
        return calls.call(StoreCalls.UPDATE, Written.OVERTAKEN::equals, () -> bookings.apply(change));
    }

    @Override
    public Optional<Booking> find(BookingId id) {
        return calls.call(StoreCalls.FIND, () -> bookings.find(id));
    }

    @Override
    public List<Booking> find(OfUser query) {
        return calls.call(StoreCalls.LIST, () -> bookings.find(query));
    }

    @Override
    public List<Booking> due(Due kind, Instant now, int limit) {
        return calls.call(StoreCalls.DUE, () -> bookings.due(kind, now, limit));
    }
}
