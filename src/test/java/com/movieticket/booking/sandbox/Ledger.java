package com.movieticket.booking.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Every transaction that the payment stand-in has made; what tests reconcile bookings against. It forgets nothing, and
 * outlives a stand-in that is closed and started again with it.
 *
 * <p>Thread-safe: every operation is atomic.
 */
public final class Ledger {
    /** How a transaction stands. */
    public enum Standing {
        SUCCESS, FAILED, REFUNDED;

        /** As the wire has it. */
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One transaction.
     *
     * @param refusal why it failed; present exactly then
     */
    public record Entry(String transactionId, String bookingId, Optional<String> idempotencyKey, BigDecimal amount,
                        Standing standing, Optional<String> refusal, Instant createdAt) {
        private Entry refunded() {
            return new Entry(transactionId, bookingId, idempotencyKey, amount, Standing.REFUNDED, refusal, createdAt);
        }
    }

    /**
     * What a charge led to.
     *
     * @param repeated whether the transaction was there already, under the same idempotency key
     */
    record Charged(Entry entry, boolean repeated) {
    }

    /** What a refund led to. */
    sealed interface RefundResult {
        /** The money is given back just now. */
        record Refunded(String refundTransactionId) implements RefundResult {
        }

        /** It was given back before. */
        record AlreadyRefunded() implements RefundResult {
        }

        /** There is no such transaction, or it is another booking's. */
        record NoSuchTransaction() implements RefundResult {
        }

        /** There is nothing to give back, or not that much. */
        record NotRefundable(String reason) implements RefundResult {
        }
    }

    private final InstantSource clock;
    private final Ids ids;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> byKey = new HashMap<>();

    /** Starts empty. */
    public Ledger(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.ids = new Ids(random);
    }

    /** All transactions, oldest first. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** A booking's transactions, oldest first. */
    public synchronized List<Entry> of(String bookingId) {
        return entries.values().stream().filter(entry -> entry.bookingId().equals(bookingId)).toList();
    }

    /**
     * Notes a transaction, unless there is one under the same key.
     *
     * @param honoured the idempotency key, where it is to be honoured
     */
    synchronized Charged charge(ChargeRequest order, Optional<String> key, Optional<String> honoured) {
        var earlier = honoured.map(byKey::get).map(entries::get);
        if (earlier.isPresent()) {
            return new Charged(earlier.get(), true);
        }
        var refusal = order.card().refusal();
        var entry = new Entry(ids.next("txn"), order.bookingId(), key, order.amount(),
                refusal.isPresent() ? Standing.FAILED : Standing.SUCCESS, refusal, clock.instant());
        entries.put(entry.transactionId(), entry);
        honoured.ifPresent(it -> byKey.put(it, entry.transactionId()));
        return new Charged(entry, false);
    }

    /** Gives the whole amount of a successful transaction back, once. */
    synchronized RefundResult refund(RefundRequest order) {
        var entry = entries.get(order.transactionId());
        if (entry == null || !entry.bookingId().equals(order.bookingId())) {
            return new RefundResult.NoSuchTransaction();
        }
        return switch (entry.standing()) {
            case REFUNDED -> new RefundResult.AlreadyRefunded();
            case FAILED -> new RefundResult.NotRefundable("nothing was charged");
            case SUCCESS -> {
                if (order.amount().compareTo(entry.amount()) != 0) {
                    yield new RefundResult.NotRefundable("amount must be that of the transaction");
                }
                entries.put(entry.transactionId(), entry.refunded());
                yield new RefundResult.Refunded(ids.next("refund"));
            }
        };
    }
}
