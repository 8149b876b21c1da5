package com.movieticket.booking.sandbox;

import com.movieticket.booking.sandbox.JsonServer.UnprocessableException;
import io.helidon.json.JsonObject;

import java.math.BigDecimal;

/** A refund as the payment service is asked for it, checked. */
record RefundRequest(String bookingId, String transactionId, BigDecimal amount) {
    /** @throws UnprocessableException naming the field that is wrong */
    static RefundRequest read(JsonObject request) {
        var fields = new Fields(request);
        fields.text("user_id");
        fields.text("reason");
        String transactionId = fields.text("original_transaction_id");
        if (!fields.text("transaction_id").equals(transactionId)) {
            throw new UnprocessableException("transaction_id and original_transaction_id must be the same");
        }
        return new RefundRequest(fields.text("booking_id"), transactionId, fields.amount("amount"));
    }
}
