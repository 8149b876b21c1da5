package com.movieticket.booking.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Who sits where in the cinema stand-in: all seats of all showtimes, locked for a while or sold. It outlives a
 * stand-in that is closed and started again with it.
 *
 * <p>Thread-safe: every operation is atomic. Locks end by the clock; nothing runs to end them.
 */
public final class SeatMap {
    /** How a seat is taken at a moment. */
    public enum Status { AVAILABLE, LOCKED, BOOKED }

    /**
     * Seats held for a booking.
     *
     * @param until when the lock ends; empty once they are sold
     */
    public record Hold(String lockId, String showtimeId, String bookingId, List<String> seats,
                       Optional<Instant> until) {
        private boolean standsAt(Instant now) {
            return until.isEmpty() || now.isBefore(until.get());
        }

        private Hold sold() {
            return new Hold(lockId, showtimeId, bookingId, seats, Optional.empty());
        }

        /** How its seats are taken while it stands. */
        public Status status() {
            return until.isPresent() ? Status.LOCKED : Status.BOOKED;
        }
    }

    /** What asking for a lock led to. */
    sealed interface LockResult {
        /** All seats are held. */
        record Locked(Hold hold) implements LockResult {
        }

        /** None is held, because of these. */
        record Refused(List<String> seats, String reason) implements LockResult {
        }
    }

    /** What confirming a lock led to. */
    sealed interface ConfirmResult {
        /** The seats are sold, now or before. */
        record Confirmed(List<String> seats) implements ConfirmResult {
        }

        /** They are not. */
        record Refused(String reason) implements ConfirmResult {
        }
    }

    private record Screening(Showtime showtime, Map<String, Hold> taken) {
        private Optional<Hold> hold(String seat, Instant now) {
            return Optional.ofNullable(taken.get(seat)).filter(hold -> hold.standsAt(now));
        }
    }

    private final InstantSource clock;
    private final Ids ids;
    private final Map<String, Screening> screenings = new LinkedHashMap<>();
    private final Map<String, Hold> holds = new HashMap<>();

    /** Starts with the showtimes of the API document, one that can't be confirmed and one that is sold out. */
    public SeatMap(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.ids = new Ids(random);
        Showtime.programme(clock.instant()).forEach(this::add);
    }

    /** Adds a showtime with free seats (or none, where it is sold out), in place of one with the same id. */
    public synchronized void add(Showtime showtime) {
        holds.values().removeIf(hold -> hold.showtimeId().equals(showtime.id()));
        var screening = new Screening(showtime, new HashMap<>());
        screenings.put(showtime.id(), screening);
        if (showtime.sale() == Showtime.Sale.SOLD_OUT) {
            take(screening, new Hold(ids.next("lock"), showtime.id(), "sold_at_the_box_office",
                    List.copyOf(showtime.seats()), Optional.empty()));
        }
    }

    /** The showtime with that id. */
    public synchronized Optional<Showtime> showtime(String showtimeId) {
        return Optional.ofNullable(screenings.get(showtimeId)).map(Screening::showtime);
    }

    /**
     * All seats of a showtime in the order of the hall, each with what holds it at this moment.
     *
     * @throws IllegalArgumentException when there is no such showtime
     */
    public synchronized Map<String, Optional<Hold>> seats(String showtimeId) {
        var now = clock.instant();
        var screening = screening(showtimeId);
        var seats = new LinkedHashMap<String, Optional<Hold>>();
        screening.showtime().seats().forEach(seat -> seats.put(seat, screening.hold(seat, now)));
        return seats;
    }

    /**
     * Locks all of the seats or none. For a booking that has locked exactly these already, it is the same lock.
     *
     * @param seats at least one, no two the same
     * @throws IllegalArgumentException when there is no such showtime
     */
    synchronized LockResult lock(String showtimeId, List<String> seats, String bookingId, Duration duration) {
        var now = clock.instant();
        var screening = screening(showtimeId);
        var missing = seats.stream().filter(seat -> !screening.showtime().seats().contains(seat)).toList();
        if (!missing.isEmpty()) {
            return refused(missing, "do not exist");
        }
        var same = screening.hold(seats.getFirst(), now)
                .filter(hold -> hold.status() == Status.LOCKED && hold.bookingId().equals(bookingId))
                .filter(hold -> Set.copyOf(hold.seats()).equals(Set.copyOf(seats)));
        if (same.isPresent()) {
            return new LockResult.Locked(same.get());
        }
        var taken = seats.stream().filter(seat -> screening.hold(seat, now).isPresent()).toList();
        if (!taken.isEmpty()) {
            return refused(taken, "are already booked");
        }
        var hold = new Hold(ids.next("lock"), showtimeId, bookingId, List.copyOf(seats),
                Optional.of(now.plus(duration)));
        take(screening, hold);
        return new LockResult.Locked(hold);
    }

    /** Sells what the booking has locked. Doing it again changes nothing. */
    synchronized ConfirmResult confirm(String lockId, String bookingId) {
        var hold = holds.get(lockId);
        if (hold == null || !hold.bookingId().equals(bookingId)) {
            return new ConfirmResult.Refused("No such lock of that booking");
        }
        if (!hold.standsAt(clock.instant())) {
            return new ConfirmResult.Refused("The lock has expired");
        }
        var screening = screening(hold.showtimeId());
        if (screening.showtime().sale() == Showtime.Sale.UNCONFIRMABLE) {
            return new ConfirmResult.Refused("Seats of this showtime can not be confirmed");
        }
        take(screening, hold.sold());
        return new ConfirmResult.Confirmed(hold.seats());
    }

    /**
     * Frees what the booking has locked or bought under that lock: a confirmed booking may be cancelled.
     *
     * @return whether there was something to free
     */
    synchronized boolean release(String lockId, String bookingId) {
        var hold = holds.get(lockId);
        if (hold == null || !hold.bookingId().equals(bookingId)) {
            return false;
        }
        drop(screening(hold.showtimeId()), hold);
        return true;
    }

    private Screening screening(String showtimeId) {
        return Optional.ofNullable(screenings.get(showtimeId))
                .orElseThrow(() -> new IllegalArgumentException("Showtime not found"));
    }

    /** Puts a hold on its seats. Expired ones that it displaces are forgotten, so that locks don't pile up. */
    private void take(Screening screening, Hold hold) {
        hold.seats().stream()
                .flatMap(seat -> Optional.ofNullable(screening.taken().get(seat)).stream())
                .distinct()
                .toList()
                .forEach(displaced -> drop(screening, displaced));
        hold.seats().forEach(seat -> screening.taken().put(seat, hold));
        holds.put(hold.lockId(), hold);
    }

    private void drop(Screening screening, Hold hold) {
        screening.taken().values().removeIf(hold::equals);
        holds.remove(hold.lockId());
    }

    private static LockResult refused(Collection<String> seats, String why) {
        return new LockResult.Refused(List.copyOf(seats), "Seats " + String.join(", ", seats) + " " + why);
    }
}
