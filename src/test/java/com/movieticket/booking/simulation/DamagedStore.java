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

/** A store with a defect, to prove that the checker would find it. All but the defect is left to a sound one. */
abstract sealed class DamagedStore implements Bookings {
    final Bookings sound;

    private DamagedStore(Bookings sound) {
        this.sound = sound;
    }

    /**
     * Writes the claim before a charge down only when the charge has come back: the key is stored after the call instead
     * of before.
     */
    static final class ForgetsClaims extends DamagedStore {
        private final Map<BookingId, Change> unwritten = new HashMap<>();

        ForgetsClaims(Bookings sound) {
            super(sound);
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
    }

    /** Writes whatever it is given, whoever else has changed the booking meanwhile. */
    static final class IgnoresVersions extends DamagedStore {
        IgnoresVersions(Bookings sound) {
            super(sound);
        }

        @Override
        public Written apply(Change change) {
            Booking now = sound.find(change.booking().id()).orElseThrow();
            return sound.apply(new Change(atVersion(change.booking(), now.version() + 1), change.event()));
        }

        private static Booking atVersion(Booking b, long version) {
            return new Booking(b.id(), version, b.userId(), b.userEmail(), b.showtimeId(), b.showing(), b.seats(),
                    b.total(), b.lock(), b.state(), b.createdAt(), b.updatedAt());
        }
    }

    @Override
    public Written add(Change created) {
        return sound.add(created);
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
