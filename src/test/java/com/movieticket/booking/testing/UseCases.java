package com.movieticket.booking.testing;

import com.movieticket.booking.workflow.Authority;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.CancellingBooking;
import com.movieticket.booking.workflow.CreatingBooking;
import com.movieticket.booking.workflow.DueBookings;
import com.movieticket.booking.workflow.ExpiringBookings;
import com.movieticket.booking.workflow.Journal;
import com.movieticket.booking.workflow.PayingBooking;
import com.movieticket.booking.workflow.Refunding;
import com.movieticket.booking.workflow.ReleasingSeats;
import com.movieticket.booking.workflow.ResumingPayments;
import com.movieticket.booking.workflow.ServiceInstance;
import com.movieticket.booking.workflow.SettlingPayment;
import com.movieticket.booking.workflow.Together;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The real use cases over neighbours and a store in memory, on a clock that moves when a test says so. */
public final class UseCases {
    public static final Caller CALLER = new Caller(Authority.ANY_USER, Optional.empty(),
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    public static final Duration SETTLE = Duration.ofSeconds(60);

    public final TestClock clock = new TestClock(Sample.T0);
    public final MemoryBookings bookings = new MemoryBookings();
    public final MemoryNeighbours neighbours = new MemoryNeighbours();
    public final CreatingBooking creating;
    public final PayingBooking paying;
    public final CancellingBooking cancelling;
    public final ExpiringBookings expiring;
    public final ResumingPayments resuming;
    public final Refunding refunding;

    public UseCases() {
        var here = new ServiceInstance("test", clock, RandomGenerator.of("L64X128MixRandom"));
        var journal = new Journal(bookings, bookings);
        var releasing = new ReleasingSeats(neighbours);
        var due = new DueBookings(bookings, journal, here, 100);
        var settling = new SettlingPayment(neighbours, journal, here, Sample.LEASE);
        expiring = new ExpiringBookings(due, journal, releasing, here);
        creating = new CreatingBooking(neighbours, neighbours, bookings, journal, releasing, here, Together.onVirtualThreads(), Sample.HOLD);
        paying = new PayingBooking(bookings, neighbours, neighbours, neighbours, journal, settling, expiring, here,
                Together.onVirtualThreads(), Sample.LEASE, SETTLE);
        cancelling = new CancellingBooking(bookings, journal, releasing, here);
        resuming = new ResumingPayments(due, neighbours, settling, here, Sample.LEASE, SETTLE);
        refunding = new Refunding(due, neighbours, releasing, journal, here, Sample.LEASE);
    }
}
