package com.movieticket.booking.sandbox;

import com.movieticket.booking.sandbox.JsonServer.Answer;
import com.movieticket.booking.sandbox.Ledger.Entry;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.json.JsonArray;
import io.helidon.json.JsonNumber;
import io.helidon.json.JsonObject;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Stands in for the payment service: charges by {@linkplain TestCard test card}, looks up, refunds, and shows its
 * {@linkplain Ledger ledger} at {@code GET /ledger}.
 *
 * <p>Under one {@code Idempotency-Key} it makes one transaction, and answers every repetition with that one.
 */
public final class PaymentStandIn implements StandIn {
    /** What it can be asked. */
    public enum Call { PROCESS, LOOKUP, REFUND }

    /** Longer than anyone waits, and still an end. */
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");

    private final Ledger ledger;
    private final Conduct<Call, Status> conduct = new Conduct<>(Call.class);
    private final WebServer server;
    private volatile boolean honoursIdempotencyKeys = true;

    private PaymentStandIn(int port, Ledger ledger) {
        this.ledger = ledger;
        this.server = JsonServer.start(port, routing -> routing
                .post("/api/payments/process", JsonServer.conducted(conduct, Call.PROCESS, this::process))
                .get("/api/payments/booking/{booking_id}", JsonServer.conducted(conduct, Call.LOOKUP, this::lookUp))
                .post("/api/payments/refund", JsonServer.conducted(conduct, Call.REFUND, this::refund))
                .get("/ledger", JsonServer.plain(_ -> Answer.ok(toJson(ledger.entries())))));
    }

    /**
     * Starts with an empty ledger.
     *
     * @param port 0 = any free one
     */
    public static PaymentStandIn start(int port) {
        return start(port, new Ledger(InstantSource.system(), RandomGenerator.getDefault()));
    }

    /**
     * Starts with a ledger that may have been another one's before.
     *
     * @param port 0 = any free one
     */
    public static PaymentStandIn start(int port, Ledger ledger) {
        return new PaymentStandIn(port, ledger);
    }

    /** What it has charged and refunded. */
    public Ledger ledger() {
        return ledger;
    }

    /** To make it misbehave, and to see what it was asked. */
    public Conduct<Call, Status> conduct() {
        return conduct;
    }

    /** Whether it takes a repeated key for the same payment; on at first. There are payment services that don't. */
    public void honourIdempotencyKeys(boolean honour) {
        honoursIdempotencyKeys = honour;
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private Answer process(ServerRequest request) throws IOException, InterruptedException {
        var order = ChargeRequest.read(JsonServer.object(request));
        var key = request.headers().first(IDEMPOTENCY_KEY);
        var charged = ledger.charge(order, key, honoursIdempotencyKeys ? key : Optional.empty());
        var entry = charged.entry();
        if (charged.repeated()) {
            return sameOrder(entry, order) ? outcome(entry) : Answer.problem(Status.UNPROCESSABLE_CONTENT_422,
                    "Idempotency-Key was used for another payment");
        }
        return switch (order.card()) {
            case APPROVED, INSUFFICIENT_FUNDS, DECLINED -> outcome(entry);
            case BROKEN -> Answer.problem(Status.INTERNAL_SERVER_ERROR_500, "Internal server error");
            case SILENT -> {
                Conduct.linger(SILENCE);
                yield Answer.problem(Status.GATEWAY_TIMEOUT_504, "Gateway timeout");
            }
        };
    }

    private static boolean sameOrder(Entry entry, ChargeRequest order) {
        return entry.bookingId().equals(order.bookingId()) && entry.amount().compareTo(order.amount()) == 0;
    }

    private static Answer outcome(Entry entry) {
        return new Answer(entry.refusal().isPresent() ? Status.PAYMENT_REQUIRED_402 : Status.OK_200,
                JsonObject.builder()
                        .set("success", entry.refusal().isEmpty())
                        .set("transaction_id", entry.transactionId())
                        .set("message", entry.refusal().orElse("Payment processed successfully"))
                        .set("status", entry.standing().wire())
                        .build());
    }

    private Answer lookUp(ServerRequest request) {
        var entries = ledger.of(JsonServer.pathParameter(request, "booking_id"));
        return entries.isEmpty() ? Answer.problem(Status.NOT_FOUND_404, "No transactions of that booking")
                : Answer.ok(toJson(entries));
    }

    private Answer refund(ServerRequest request) throws IOException {
        return switch (ledger.refund(RefundRequest.read(JsonServer.object(request)))) {
            case Ledger.RefundResult.Refunded refunded -> Answer.ok(JsonObject.builder()
                    .set("success", true)
                    .set("refund_transaction_id", refunded.refundTransactionId())
                    .set("message", "Refund processed successfully")
                    .build());
            case Ledger.RefundResult.AlreadyRefunded _ ->
                    Answer.problem(Status.CONFLICT_409, "Transaction is already refunded");
            case Ledger.RefundResult.NoSuchTransaction _ ->
                    Answer.problem(Status.NOT_FOUND_404, "Transaction not found");
            case Ledger.RefundResult.NotRefundable(String reason) ->
                    Answer.problem(Status.UNPROCESSABLE_CONTENT_422, reason);
        };
    }

    private static JsonArray toJson(List<Entry> entries) {
        return JsonArray.create(entries.stream().map(PaymentStandIn::toJson).toList());
    }

    private static JsonObject toJson(Entry entry) {
        var json = JsonObject.builder()
                .set("transaction_id", entry.transactionId())
                .set("booking_id", entry.bookingId());
        entry.idempotencyKey().ifPresentOrElse(key -> json.set("idempotency_key", key),
                () -> json.setNull("idempotency_key"));
        // The builder's own set methods would have numbers written as strings.
        return json.set("amount", JsonNumber.create(entry.amount().doubleValue()))
                .set("status", entry.standing().wire())
                .set("created_at", entry.createdAt().toString())
                .build();
    }
}
