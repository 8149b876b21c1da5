package com.movieticket.booking.simulation;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.BookingState.Charging;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.workflow.Bookings;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A damaged store, to prove the checker: the claim before a charge is not written down but kept until the charge has
 * come back, so that the key is stored after the call instead of before.
 */
record ForgetsClaims(Bookings sound, Map<BookingId, Change> unwritten) implements Bookings {
    ForgetsClaims(Bookings sound) {
        this(sound, new HashMap<>());
    }

    @Override
    public Written apply(Change change) {
        if (change.booking().state() instanceof Charging) {
            unwritten.put(change.booking().id(), change);
            return Written.FIRST;
        }
        Optional.ofNullable(unwritten.remove(change.booking().id())).ifPresent(sound::apply);
        return sound.apply(change);
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
