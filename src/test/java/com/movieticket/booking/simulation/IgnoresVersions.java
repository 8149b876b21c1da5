package com.movieticket.booking.simulation;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.workflow.Bookings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A damaged store, to prove the checker: writes whatever it is given, whoever else has changed the booking meanwhile. */
record IgnoresVersions(Bookings sound) implements Bookings {
    @Override
    public Written apply(Change change) {
        Booking now = sound.find(change.booking().id()).orElseThrow();
        return sound.apply(new Change(atVersion(change.booking(), now.version() + 1), change.event()));
    }

    private static Booking atVersion(Booking b, long version) {
        return new Booking(b.id(), version, b.userId(), b.userEmail(), b.showtimeId(), b.showing(), b.seats(), b.total(),
                b.lock(), b.state(), b.createdAt(), b.updatedAt());
    }

    @Override
    public void add(Change created) {
        sound.add(created);
    }

    @Override
    public Optional<Booking> find(BookingId id) {
        return sound.find(id);
    }

    @Override
    public List<Booking> find(OfUser query) {
        return sound.find(query);
    }

    @Override
    public List<Booking> due(Due kind, Instant now, int limit) {
        return sound.due(kind, now, limit);
    }
}
