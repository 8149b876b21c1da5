package com.movieticket.booking.simulation;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.workflow.Bookings;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.Cinema;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.Outbox;
import com.movieticket.booking.workflow.Payments;
import com.movieticket.booking.workflow.UnavailableException;
import com.movieticket.booking.workflow.Users;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All ports as one instance of the service sees them: the true ones, behind its {@link Faults}. */
record Ports(Faults faults, Bookings store, Outbox outbox, Cinema cinema, Payments payments) {

    Users users() {
        return (id, _) -> call("user " + id, Dependency.USER, () -> Optional.of(new Users.User(id, Optional.empty())));
    }

    Bookings bookings() {
        return new Bookings() {
            @Override
            public Written add(Change created) {
                faults.stall();
                String what = "add " + shortly(created.booking());
                if (faults.refused(what)) {
                    throw UnavailableException.withoutEffect(Dependency.STORE, "refused", new IllegalStateException());
                }
                return call(what, Dependency.STORE, () -> store.add(created));
            }

            @Override
            public Written apply(Change change) {
                faults.stall();
                return call("apply " + shortly(change.booking()), Dependency.STORE, () -> store.apply(change));
            }

            @Override
            public Optional<Booking> find(BookingId id) {
                return call("find", Dependency.STORE, () -> store.find(id));
            }

            @Override
            public List<Booking> find(OfUser query) {
                return call("find of user", Dependency.STORE, () -> store.find(query));
            }

            @Override
            public List<Booking> due(Due kind, Instant now, int limit) {
                return call("due " + kind, Dependency.STORE, () -> store.due(kind, now, limit));
            }
        };
    }

    Outbox relay() {
        return new Outbox() {
            @Override
            public List<BookingEvent> published(BookingEvent event) {
                faults.stall();
                return call("published " + event.type(), Dependency.STORE, () -> outbox.published(event));
            }

            @Override
            public Claimed claim(Instant waitingSince, Instant now, Instant until, int limit) {
                return call("claim", Dependency.STORE, () -> outbox.claim(waitingSince, now, until, limit));
            }

            @Override
            public Backlog backlog() {
                return outbox.backlog();
            }
        };
    }

    Cinema seats() {
        return new Cinema() {
            @Override
            public Optional<Showtime> showtime(ShowtimeId id, Caller caller) {
                return call("showtime", Dependency.CINEMA, () -> cinema.showtime(id, caller));
            }

            @Override
            public LockAnswer lock(ShowtimeId id, SeatNumbers wanted, BookingId booking, Duration hold, Caller caller) {
                return call("lock " + wanted, Dependency.CINEMA, () -> cinema.lock(id, wanted, booking, hold, caller));
            }

            @Override
            public ConfirmAnswer confirm(String lockId, BookingId booking, UserId user, Caller caller) {
                faults.stall();
                return call("confirm " + lockId, Dependency.CINEMA, () -> cinema.confirm(lockId, booking, user, caller));
            }

            @Override
            public void release(String lockId, BookingId booking, Caller caller) {
                call("release " + lockId, Dependency.CINEMA, () -> {
                    cinema.release(lockId, booking, caller);
                    return "";
                });
            }
        };
    }

    Payments money() {
        return new Payments() {
            @Override
            public ChargeAnswer charge(ChargeOrder order, Caller caller) {
                return faults.call("charge " + order.attempt().key(order.booking()),
                        () -> payments.charge(order, caller), () -> new ChargeAnswer.Unknown("no answer"));
            }

            @Override
            public List<Transaction> transactions(BookingId booking, Caller caller) {
                return call("transactions", Dependency.PAYMENT, () -> payments.transactions(booking, caller));
            }

            @Override
            public RefundAnswer refund(RefundOrder order, Caller caller) {
                faults.stall();
                return faults.call("refund " + order.transactionId(), () -> payments.refund(order, caller),
                        () -> new RefundAnswer.Unknown("no answer"));
            }
        };
    }

    private <T> T call(String what, Dependency whom, Supplier<T> effect) {
        return faults.call(what, effect, () -> {
            throw new UnavailableException(whom, "no answer");
        });
    }

    private static String shortly(Booking booking) {
        return booking.id().value().substring(0, 8) + " v" + booking.version() + " "
                + booking.state().getClass().getSimpleName();
    }
}
