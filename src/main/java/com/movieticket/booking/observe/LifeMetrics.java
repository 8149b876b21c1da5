package com.movieticket.booking.observe;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.BookingState;
import com.movieticket.booking.booking.Cancellation;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.workflow.Bookings;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.Payments;
import com.movieticket.booking.workflow.Sweep;
import io.helidon.metrics.api.Counter;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code bookings_cancelled_total}, {@code payment_refunds_total} and {@code sweeper_*_total}: what becomes of bookings
 * later. It is counted at the ports, where a change has just been stored, or a refund answered. Thread-safe.
 */
public final class LifeMetrics {
    private enum Refund { DONE, RETRIED, REFUSED }

    private final Metrics metrics;
    private final Counters<Cancellation.Cause> cancellations;
    private final Counters<Refund> refunds;

    public LifeMetrics(Metrics metrics) {
        this.metrics = metrics;
        cancellations = new Counters<>(metrics, "bookings_cancelled", "Bookings that were cancelled, paid or not.",
                "reason", Cancellation.Cause.class);
        refunds = new Counters<>(metrics, "payment_refunds", "Refunds: bookings whose refund is done, and answers of the "
                + "payment service that leave it to be asked for again.", "outcome", Refund.class);
    }

    /** The same bookings; what is stored there counts. */
    public Bookings counting(Bookings bookings) {
        return new CountedBookings(bookings);
    }

    /** The same payment service; its answers count. */
    public Payments counting(Payments payments) {
        return new CountedPayments(payments);
    }

    /** The same sweep; its runs count, but for those that fail. */
    public Sweep counting(Sweep sweep) {
        SweepCount count = sweeps(sweep.name());
        return new Sweep() {
            @Override
            public String name() {
                return sweep.name();
            }

            @Override
            public Swept sweep() {
                Swept swept = sweep.sweep();
                count.ran(swept);
                return swept;
            }
        };
    }

    /** Runs of a sweeper, which is to be told of each. */
    public SweepCount sweeps(String sweeper) {
        var label = Map.of("sweeper", sweeper);
        return new SweepCount(metrics.counter("sweeper_runs", "Looks for unfinished business that ended well.", label),
                metrics.counter("sweeper_claims_lost", "Bookings that another instance was faster to claim.", label));
    }

    /** Counts the runs of one sweeper. */
    public record SweepCount(Counter runs, Counter lost) {
        /** It has run. */
        public void ran(Sweep.Swept swept) {
            runs.increment();
            lost.increment(swept.lost());
        }
    }

    private void stored(Change change) {
        if (change.event().filter(event -> event.details() instanceof BookingEvent.Cancelled).isPresent()) {
            cancellations.add(change.booking().state() instanceof BookingState.Cancelled(Cancellation cancellation, _)
                    ? cancellation.cause() : Cancellation.Cause.USER);
        }
        if (change.booking().state() instanceof BookingState.Refunded) {
            refunds.add(Refund.DONE);
        }
    }

    private final class CountedBookings implements Bookings {
        private final Bookings bookings;

        CountedBookings(Bookings bookings) {
            this.bookings = bookings;
        }

        @Override
        public Written add(Change created) {
            return bookings.add(created);
        }

        @Override
        public Written apply(Change change) {
            Written written = bookings.apply(change);
            if (written != Written.OVERTAKEN) {
                stored(change);
            }
            return written;
        }

        @Override
        public Optional<Booking> find(BookingId id) {
            return bookings.find(id);
        }

        @Override
        public List<Booking> find(OfUser query) {
            return bookings.find(query);
        }

        @Override
        public List<Booking> due(Due kind, Instant now, int limit) {
            return bookings.due(kind, now, limit);
        }
    }

    private final class CountedPayments implements Payments {
        private final Payments payments;

        CountedPayments(Payments payments) {
            this.payments = payments;
        }

        @Override
        public void requireReachable() {
            payments.requireReachable();
        }

        @Override
        public ChargeAnswer charge(ChargeOrder order, Caller caller) {
            return payments.charge(order, caller);
        }

        @Override
        public List<Transaction> transactions(BookingId booking, Caller caller) {
            return payments.transactions(booking, caller);
        }

        @Override
        public RefundAnswer refund(RefundOrder order, Caller caller) {
            RefundAnswer answer = payments.refund(order, caller);
            switch (answer) {
                case RefundAnswer.Done _ -> { } // counts when it is written down, once for each booking
                case RefundAnswer.Refused _ -> refunds.add(Refund.REFUSED);
                case RefundAnswer.Unknown _ -> refunds.add(Refund.RETRIED);
            }
            return answer;
        }
    }
}
