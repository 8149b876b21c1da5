package com.movieticket.booking.simulation;

import com.movieticket.booking.booking.BookingState.Cancelled;
import com.movieticket.booking.booking.BookingState.Confirmed;
import com.movieticket.booking.booking.BookingState.RefundPending;
import com.movieticket.booking.booking.BookingState.Refunded;
import com.movieticket.booking.booking.BookingState.Unverified;
import com.movieticket.booking.booking.BookingState;
import com.movieticket.booking.testing.StoreInMemory;

/** How much happened in one run or many: a simulation in which nothing goes wrong proves nothing. */
record Tally(long bookings, long confirmed, long cancelled, long refunded, long unverified, long putOff, long kills) {
    static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0, 0);

    static Tally of(StoreInMemory store, int kills) {
        return new Tally(store.all().size(), reached(store, Confirmed.class), reached(store, Cancelled.class),
                reached(store, Refunded.class), reached(store, Unverified.class),
                store.written().stream().filter(c -> c.booking().state() instanceof RefundPending s && s.tries() > 0).count(),
                kills);
    }

    Tally plus(Tally other) {
        return new Tally(bookings + other.bookings, confirmed + other.confirmed, cancelled + other.cancelled,
                refunded + other.refunded, unverified + other.unverified, putOff + other.putOff, kills + other.kills);
    }

    private static long reached(StoreInMemory store, Class<? extends BookingState> state) {
        return store.written().stream().filter(change -> state.isInstance(change.booking().state())).count();
    }

    @Override
    public String toString() {
        return ("%,d bookings: %,d confirmed, %,d cancelled, %,d refunded; %,d times nobody knew whether money was taken, "
                + "%,d times a refund had to be asked for again, %,d times an instance was killed").formatted(
                bookings, confirmed, cancelled, refunded, unverified, putOff, kills);
    }
}
