package com.movieticket.booking.testing;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.Cinema;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.Payments;
import com.movieticket.booking.workflow.UnavailableException;
import com.movieticket.booking.workflow.Users;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * User, cinema and payment service in memory: one user, one showtime, a ledger. Each can be told what to do with the
 * next call.
 */
public final class MemoryNeighbours implements Users, Cinema, Payments {
    /** What becomes of the next call of a kind. */
    public enum Mood { WELL, UNREACHABLE, ANSWER_LOST, REFUSING }

    private final Map<String, BookingId> seats = new HashMap<>();
    private final Set<BookingId> sold = new HashSet<>();
    private final Map<String, Transaction> ledger = new LinkedHashMap<>();
    private final List<String> refunds = new ArrayList<>();

    public volatile Mood user = Mood.WELL;
    public volatile Mood showtime = Mood.WELL;
    public volatile Mood confirm = Mood.WELL;
    public volatile Mood release = Mood.WELL;
    public volatile Mood charge = Mood.WELL;
    public volatile Mood beforeCharge = Mood.WELL;
    public volatile Mood lookUp = Mood.WELL;
    public volatile Mood refund = Mood.WELL;

    @Override
    public Optional<User> find(UserId id, Caller caller) {
        reach(user, Dependency.USER);
        return id.equals(Sample.USER) ? Optional.of(new User(id, Sample.EMAIL)) : Optional.empty();
    }

    @Override
    public Optional<Showtime> showtime(ShowtimeId id, Caller caller) {
        reach(showtime, Dependency.CINEMA);
        return id.equals(Sample.SHOWTIME) ? Optional.of(new Showtime(id, Sample.SHOWING, 15.0)) : Optional.empty();
    }

    @Override
    public synchronized LockAnswer lock(ShowtimeId id, SeatNumbers wanted, BookingId booking, Duration hold,
                                        Caller caller) {
        if (wanted.values().stream().anyMatch(seats::containsKey)) {
            return new LockAnswer.Taken("Seats " + wanted + " are already booked");
        }
        wanted.values().forEach(seat -> seats.put(seat, booking));
        return new LockAnswer.Locked("lock_" + booking, Optional.empty());
    }

    @Override
    public synchronized ConfirmAnswer confirm(String lockId, BookingId booking, UserId buyer, Caller caller) {
        if (confirm == Mood.REFUSING || !seats.containsValue(booking)) {
            return new ConfirmAnswer.Refused("no such lock");
        }
        if (confirm != Mood.UNREACHABLE) {
            sold.add(booking);
        }
        reach(confirm, Dependency.CINEMA);
        return new ConfirmAnswer.Confirmed();
    }

    @Override
    public synchronized void release(String lockId, BookingId booking, Caller caller) {
        reach(release, Dependency.CINEMA);
        seats.values().removeIf(booking::equals);
        sold.remove(booking);
    }

    @Override
    public void requireReachable() {
        reach(beforeCharge, Dependency.PAYMENT);
    }

    @Override
    public synchronized ChargeAnswer charge(ChargeOrder order, Caller caller) {
        if (charge == Mood.UNREACHABLE) {
            return new ChargeAnswer.NotMade("connection refused");
        }
        if (charge == Mood.REFUSING) {
            return new ChargeAnswer.Declined("Insufficient funds");
        }
        String key = order.attempt().key(order.booking());
        var transaction = ledger.computeIfAbsent(key, k -> new Transaction("txn_" + k, Transaction.Standing.SUCCESS));
        return charge == Mood.ANSWER_LOST
                ? new ChargeAnswer.Unknown("time-out") : new ChargeAnswer.Approved(transaction.id());
    }

    @Override
    public synchronized List<Transaction> transactions(BookingId booking, Caller caller) {
        reach(lookUp, Dependency.PAYMENT);
        return ledger.values().stream().filter(t -> t.id().startsWith("txn_" + booking)).toList();
    }

    @Override
    public synchronized RefundAnswer refund(RefundOrder order, Caller caller) {
        if (refund == Mood.REFUSING) {
            return new RefundAnswer.Refused("not today");
        }
        if (refund == Mood.UNREACHABLE) {
            return new RefundAnswer.Unknown("connection refused");
        }
        if (!refunds.contains(order.transactionId())) {
            refunds.add(order.transactionId());
        }
        return refund == Mood.ANSWER_LOST
                ? new RefundAnswer.Unknown("time-out") : new RefundAnswer.Done(Optional.of("refund_" + order.booking()));
    }

    /** How many charges were made and not given back. */
    public synchronized int chargesStanding() {
        return ledger.size() - refunds.size();
    }

    /** Which booking holds a seat, if any. */
    public synchronized Optional<BookingId> holder(String seat) {
        return Optional.ofNullable(seats.get(seat));
    }

    /** Whether a booking's seats are sold. */
    public synchronized boolean sold(BookingId booking) {
        return sold.contains(booking);
    }

    private static void reach(Mood mood, Dependency dependency) {
        if (mood == Mood.UNREACHABLE || mood == Mood.ANSWER_LOST) {
            throw new UnavailableException(dependency, mood.name());
        }
    }
}
