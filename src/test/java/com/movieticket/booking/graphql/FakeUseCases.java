package com.movieticket.booking.graphql;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.Money;
import com.movieticket.booking.booking.Occasion;
import com.movieticket.booking.booking.SeatLock;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.Showing;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.Outcome;
import com.movieticket.booking.workflow.ReadingBookings.Sight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Use cases that answer what a test wants, and remember what they were asked. */
final class FakeUseCases {
    static final Instant CREATED_AT = Instant.parse("2024-12-15T10:30:00Z");

    /** What was asked, in order. */
    final Queue<Object> orders = new ConcurrentLinkedQueue<>();
    /** On whose behalf, in order. */
    final Queue<Caller> callers = new ConcurrentLinkedQueue<>();
    private volatile Supplier<Outcome> outcome = () -> new Outcome.Created(booking());
    private volatile Supplier<List<Booking>> stored = () -> List.of(booking());

    static Booking booking() {
        return Booking.created(new BookingId("550e8400-e29b-41d4-a716-446655440000"),
                new UserId("507f1f77bcf86cd799439011"), Optional.of("jo@example.org"), new ShowtimeId("showtime_123"),
                Showing.UNKNOWN, new SeatNumbers(List.of("A1", "A2")), Money.of(30),
                new SeatLock("lock_1", CREATED_AT.plusMillis(300_500)),
                new Occasion(CREATED_AT, "event_1", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")).booking();
    }

    /** From now on, what comes of every mutation. */
    void answer(Outcome next) {
        answer(() -> next);
    }

    /** From now on, how what comes of every mutation is found. */
    void answer(Supplier<Outcome> next) {
        outcome = next;
    }

    /** From now on, what is there to be read. */
    void stored(Supplier<List<Booking>> next) {
        stored = next;
    }

    UseCases useCases() {
        return new UseCases(mutation(), mutation(), mutation(),
                (id, _) -> {
                    orders.add(id);
                    return new Sight.Shown<>(stored.get().stream().findFirst());
                },
                (query, _) -> {
                    orders.add(query);
                    return new Sight.Shown<>(stored.get());
                });
    }

    private <O> BiFunction<O, Caller, Outcome> mutation() {
        return (order, caller) -> {
            orders.add(order);
            callers.add(caller);
            return outcome.get();
        };
    }
}
