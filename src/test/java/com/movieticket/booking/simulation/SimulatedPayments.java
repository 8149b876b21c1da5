package com.movieticket.booking.simulation;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.Payments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The payment service and its ledger, with or without a memory for idempotency keys. */
final class SimulatedPayments implements Payments {
    private final BooleanSupplier capricious;
    private final boolean idempotent;
    private final List<Entry> ledger = new ArrayList<>();
    private int mostStanding;

    /** A line of the ledger. */
    record Entry(String transactionId, BookingId booking, String key, Transaction.Standing standing) {
        boolean stands() {
            return standing == Transaction.Standing.SUCCESS;
        }
    }

    /**
     * @param capricious whether to decline a charge, or a refund, for no reason
     * @param idempotent whether a key that was seen before brings back the first answer
     */
    SimulatedPayments(BooleanSupplier capricious, boolean idempotent) {
        this.capricious = capricious;
        this.idempotent = idempotent;
    }

    List<Entry> ledger() {
        return ledger;
    }

    /** How many charges of one booking ever stood at the same time. */
    int mostStanding() {
        return mostStanding;
    }

    long standing(BookingId booking) {
        return ledger.stream().filter(e -> e.booking().equals(booking) && e.stands()).count();
    }

    @Override
    public ChargeAnswer charge(ChargeOrder order, Caller caller) {
        String key = order.attempt().key(order.booking());
        Optional<Entry> before = idempotent
                ? ledger.stream().filter(e -> e.key().equals(key)).findFirst() : Optional.empty();
        Entry entry = before.orElseGet(() -> enter(order.booking(), key));
        return entry.standing() == Transaction.Standing.FAILED
                ? new ChargeAnswer.Declined("Insufficient funds") : new ChargeAnswer.Approved(entry.transactionId());
    }

    private Entry enter(BookingId booking, String key) {
        var entry = new Entry("txn_" + (ledger.size() + 1), booking, key,
                capricious.getAsBoolean() ? Transaction.Standing.FAILED : Transaction.Standing.SUCCESS);
        ledger.add(entry);
        mostStanding = Math.max(mostStanding, (int) standing(booking));
        return entry;
    }

    @Override
    public List<Transaction> transactions(BookingId booking, Caller caller) {
        return ledger.stream()
                .filter(e -> e.booking().equals(booking))
                .map(e -> new Transaction(e.transactionId(), e.standing()))
                .toList();
    }

    @Override
    public RefundAnswer refund(RefundOrder order, Caller caller) {
        if (capricious.getAsBoolean()) {
            return new RefundAnswer.Refused("not today");
        }
        ledger.replaceAll(e -> e.transactionId().equals(order.transactionId())
                ? new Entry(e.transactionId(), e.booking(), e.key(), Transaction.Standing.REFUNDED) : e);
        return new RefundAnswer.Done(Optional.of("refund_" + order.transactionId()));
    }
}
