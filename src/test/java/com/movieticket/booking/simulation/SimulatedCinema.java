package com.movieticket.booking.simulation;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.Showing;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.Cinema;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** One showtime. Now and then it refuses what it could confirm, or names a deadline in some other time zone. */
final class SimulatedCinema implements Cinema {
    private final World world;
    private final BooleanSupplier capricious;
    private final boolean confirmsTwice;
    private final Map<String, Seat> seats = new HashMap<>();

    private record Seat(BookingId booking, String lockId, Instant until, boolean sold) {
        boolean heldAt(Instant now) {
            return sold || now.isBefore(until);
        }
    }

    /**
     * @param capricious    whether to refuse a confirmation for no reason
     * @param confirmsTwice whether confirming what is confirmed succeeds, or fails as an unknown lock would
     */
    SimulatedCinema(World world, BooleanSupplier capricious, boolean confirmsTwice) {
        this.world = world;
        this.capricious = capricious;
        this.confirmsTwice = confirmsTwice;
    }

    @Override
    public Optional<Showtime> showtime(ShowtimeId id, Caller caller) {
        return Optional.of(new Showtime(id, Showing.UNKNOWN, 15.0));
    }

    @Override
    public LockAnswer lock(ShowtimeId showtime, SeatNumbers wanted, BookingId booking, Duration hold, Caller caller) {
        Instant now = world.instant();
        if (wanted.values().stream().anyMatch(seat -> seats.containsKey(seat) && seats.get(seat).heldAt(now))) {
            return new LockAnswer.Taken("Seats " + wanted + " are already booked");
        }
        String lockId = "lock_" + booking.value().substring(0, 8);
        wanted.values().forEach(seat -> seats.put(seat, new Seat(booking, lockId, now.plus(hold), false)));
        Instant told = now.plus(hold).plus(Duration.ofHours(world.oneIn(4) ? world.random().nextInt(-12, 13) : 0));
        return new LockAnswer.Locked(lockId, Optional.of(told));
    }

    @Override
    public ConfirmAnswer confirm(String lockId, BookingId booking, UserId user, Caller caller) {
        Instant now = world.instant();
        boolean ours = seats.values().stream().anyMatch(seat -> seat.lockId().equals(lockId) && seat.heldAt(now)
                && (confirmsTwice || !seat.sold()));
        if (!ours || capricious.getAsBoolean()) {
            return new ConfirmAnswer.Refused("Failed to confirm booking");
        }
        seats.replaceAll((_, seat) -> seat.lockId().equals(lockId)
                ? new Seat(seat.booking(), lockId, seat.until(), true) : seat);
        return new ConfirmAnswer.Confirmed();
    }

    @Override
    public void release(String lockId, BookingId booking, Caller caller) {
        seats.values().removeIf(seat -> seat.lockId().equals(lockId) && seat.booking().equals(booking));
    }

    /** Which booking has which seat for good. */
    Map<String, BookingId> sold() {
        return seats.entrySet().stream().filter(seat -> seat.getValue().sold())
                .collect(Collectors.toMap(Map.Entry::getKey, seat -> seat.getValue().booking()));
    }
}
