package com.movieticket.booking.payments;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.resilience.Fields;
import com.movieticket.booking.resilience.Guard;
import com.movieticket.booking.resilience.MalformedJsonException;
import com.movieticket.booking.resilience.Operation;
import com.movieticket.booking.resilience.RestCall;
import com.movieticket.booking.resilience.RestClient;
import com.movieticket.booking.resilience.RestReply;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.Payments;
import com.movieticket.booking.workflow.UnavailableException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The payment service over REST: what is sent. What its answers mean is in {@link ChargeAnswers}, {@link Lookup} and
 * {@link RefundAnswers}.
 *
 * <p>Each order is sent once, with an idempotency key; only the use cases know when to ask again. Thread-safe.
 */
public final class PaymentService implements Payments, AutoCloseable {
    private static final String BOOKING = "booking_id";
    private static final String TRANSACTION = "transaction_id";
    private static final String REASON = "reason";
    private static final Operation CHARGE = Operation.once("charge");
    private static final Operation LOOK_UP = Operation.repeatable("look_up");
    private static final Operation REFUND = Operation.once("refund");
    /** All that it is called for. */
    public static final List<Operation> OPERATIONS = List.of(CHARGE, LOOK_UP, REFUND);

    private final Guard guard;
    private final RestClient rest;
    private final Duration timeout;
    private final PathTemplate processPath;
    private final PathTemplate lookupPath;
    private final PathTemplate refundPath;

    /**
     * Connects with the first call.
     *
     * @param guard of the payment service
     * @throws IllegalArgumentException naming the setting, when a path is not one, or asks for what isn't known when
     *                                  it is used: a transaction has its id only after the charge
     */
    public PaymentService(Settings.Payments settings, Guard guard) {
        this.guard = guard;
        this.timeout = settings.timeout();
        this.processPath = template("process path", settings.processPath(), Set.of(BOOKING));
        this.lookupPath = template("look-up path", settings.lookupPath(), Set.of(BOOKING));
        this.refundPath = template("refund path", settings.refundPath(), Set.of(BOOKING, TRANSACTION, REASON));
        this.rest = new RestClient(settings.url(), settings.timeout());
    }

    private static PathTemplate template(String setting, String path, Set<String> known) {
        try {
            return new PathTemplate(path, known);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("payment " + setting + " " + e.getMessage(), e);
        }
    }

    @Override
    public void requireReachable() {
        if (guard.turnsAway()) {
            throw new UnavailableException(Dependency.PAYMENT, "its circuit is open");
        }
    }

    @Override
    public ChargeAnswer charge(ChargeOrder order, Caller caller) {
        String details = order.details().json();
        try {
            Fields.ofObject(details.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJsonException _) {
            return new ChargeAnswer.NotMade("the card details are not a JSON object");
        }
        String body = new JsonBody()
                .text(BOOKING, order.booking().value())
                .text("user_id", order.user().value())
                .amount("amount", order.amount())
                .text("payment_method", order.attempt().method().wireName())
                .json("payment_details", details)
                .written();
        String path = processPath.expand(Map.of(BOOKING, order.booking().value()));
        var call = RestCall.post(path, headers(caller, order.attempt().key(order.booking())), body);
        return ChargeAnswers.of(send(CHARGE, call));
    }

    @Override
    public List<Transaction> transactions(BookingId booking, Caller caller) {
        String path = lookupPath.expand(Map.of(BOOKING, booking.value()));
        var call = RestCall.get(path, Map.of("traceparent", caller.traceparent()));
        return Lookup.transactions(send(LOOK_UP, call), booking);
    }

    @Override
    public RefundAnswer refund(RefundOrder order, Caller caller) {
        String body = new JsonBody()
                .text(BOOKING, order.booking().value())
                .text("original_transaction_id", order.transactionId())
                .text(TRANSACTION, order.transactionId())
                .amount("amount", order.amount())
                .text(REASON, order.reason())
                .text("user_id", order.user().value())
                .written();
        String path = refundPath.expand(Map.of(BOOKING, order.booking().value(), TRANSACTION, order.transactionId(),
                REASON, order.reason()));
        return RefundAnswers.of(send(REFUND, RestCall.post(path, headers(caller, order.booking() + "-refund"), body)));
    }

    /** Closes the connections. */
    @Override
    public void close() {
        rest.close();
    }

    private RestReply send(Operation operation, RestCall call) {
        return guard.call(operation, timeout, RestReply.PROTOCOL, limit -> rest.send(call, limit));
    }

    private static Map<String, String> headers(Caller caller, String idempotencyKey) {
        return Map.of("traceparent", caller.traceparent(), "Idempotency-Key", idempotencyKey);
    }
}
