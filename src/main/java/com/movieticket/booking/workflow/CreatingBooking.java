package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.IdempotencyKey;
import com.movieticket.booking.booking.InvalidArgumentException;
import com.movieticket.booking.booking.Money;
import com.movieticket.booking.booking.SeatLock;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.workflow.Cinema.LockAnswer;
import com.movieticket.booking.workflow.Cinema.Showtime;
import com.movieticket.booking.workflow.Users.User;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@code create_booking}: the five steps of the API document, in its order. */
public final class CreatingBooking {
    private static final Logger LOG = System.getLogger(CreatingBooking.class.getName());

    private final Users users;
    private final Cinema cinema;
    private final Bookings bookings;
    private final Journal journal;
    private final ReleasingSeats releasing;
    private final ServiceInstance here;
    private final Together together;
    private final Duration hold;

    /**
     * Which seats, for whom.
     *
     * @param key under which the client may ask again without booking again
     */
    public record Order(UserId user, ShowtimeId showtime, SeatNumbers seats, Optional<IdempotencyKey> key) {
        /** The id that the key decides on, or else a new one. */
        BookingId bookingId(ServiceInstance here) {
            return key.map(given -> given.bookingOf(user)).orElseGet(here::bookingId);
        }
    }

    /**
     * @param hold how long the seats stay locked without payment; whole seconds
     */
    public CreatingBooking(Users users, Cinema cinema, Bookings bookings, Journal journal, ReleasingSeats releasing,
                           ServiceInstance here, Together together, Duration hold) {
        this.users = users;
        this.cinema = cinema;
        this.bookings = bookings;
        this.journal = journal;
        this.releasing = releasing;
        this.here = here;
        this.together = together;
        this.hold = hold;
    }

    /**
     * Answers with {@code Created}, {@code NotAllowed}, {@code UserNotFound}, {@code ShowtimeNotFound} or
     * {@code SeatsUnavailable}. With a key that was used before, the booking made then is {@code Created} again.
     *
     * @throws InvalidArgumentException when the key was used before for another order
     * @throws UnavailableException when a neighbour or the store can't be reached; seats whose booking is certainly not
     *                              stored are free at once, others not before the hold is over
     */
    public Outcome create(Order order, Caller caller) {
        if (!caller.mayActFor(order.user())) {
            return new Outcome.NotAllowed();
        }
        return made(order).orElseGet(() -> make(order, caller));
    }

    private Outcome make(Order order, Caller caller) {
        return together.both(
                () -> users.find(order.user(), caller),                    // 1. the user
                () -> cinema.showtime(order.showtime(), caller),           // 2. the showtime
                (user, showtime) -> lockSeats(order, user, showtime, caller));
    }

    private Outcome lockSeats(Order order, Optional<User> user, Optional<Showtime> showtime, Caller caller) {
        if (user.isEmpty()) {
            return new Outcome.UserNotFound();
        }
        if (showtime.isEmpty()) {
            return new Outcome.ShowtimeNotFound();
        }
        var draft = new Draft(order, user.get(), showtime.get(), Money.total(order.seats(), showtime.get().price()),
                order.bookingId(here), here.now());
        return LogContext.about(order.user(), draft.id(), () -> lockSeats(order, draft, caller));
    }

    private Outcome lockSeats(Order order, Draft draft, Caller caller) {
        return switch (cinema.lock(order.showtime(), order.seats(), draft.id(), hold, caller)) {   // 3. the seats
            case LockAnswer.Locked locked -> TimeLimit.lifted(() -> store(draft, locked, caller));
            case LockAnswer.Taken(String reason) -> made(order).orElseGet(() -> new Outcome.SeatsUnavailable(reason));
            case LockAnswer.NoSuchShowtime() -> new Outcome.ShowtimeNotFound();
        };
    }

    private Outcome store(Draft draft, LockAnswer.Locked locked, Caller caller) {
        Change created = draft.locked(believable(draft, locked), here, caller);
        try {
            if (journal.open(created)) {                                   // 4. the record, 5. the event
                return new Outcome.Created(created.booking());
            }
        } catch (UnavailableException e) {
            if (e.isWithoutEffect()) {
                releasing.release(created.booking(), caller);
            }
            // Else the booking may be there, found by its user, and paid: a release on its way would come for sold seats.
            throw e;
        }
        return made(draft.order()).orElseThrow(() -> new IllegalStateException("a random id was drawn twice"));
    }

    /**
     * The booking that was made under the order's key, whatever has become of it since.
     *
     * @throws InvalidArgumentException when it was made of another order
     */
    private Optional<Outcome> made(Order order) {
        return order.key().flatMap(key -> bookings.find(key.bookingOf(order.user()))).map(booking -> {
            if (!booking.showtimeId().equals(order.showtime()) || !booking.seats().equals(order.seats())) {
                throw new InvalidArgumentException("Idempotency-Key", "was used before, with other arguments");
            }
            return new Outcome.Created(booking);
        });
    }

    /** The hold is counted from before the lock was asked for: ours must never outlast the cinema's. */
    private SeatLock believable(Draft draft, LockAnswer.Locked locked) {
        locked.expiresAt().filter(claimed -> !SeatLock.plausible(claimed, draft.asked(), hold)).ifPresent(claimed ->
                LOG.log(Level.WARNING, () -> "The cinema service says that lock " + locked.lockId() + " expires at "
                        + claimed + ", which can't be for a hold of " + hold.toSeconds()
                        + " s; counting by our own clock"));
        return SeatLock.granted(locked.lockId(), locked.expiresAt(), draft.asked(), hold);
    }

    private record Draft(Order order, User user, Showtime showtime, Money total,
                         BookingId id, Instant asked) {
        Change locked(SeatLock lock, ServiceInstance here, Caller caller) {
            return Booking.created(id, order.user(), user.email(), order.showtime(), showtime.showing(), order.seats(),
                    total, lock, here.occasion(caller));
        }
    }
}
