package com.movieticket.booking.sandbox;

import com.movieticket.booking.sandbox.JsonServer.UnprocessableException;
import io.helidon.json.JsonNumber;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonString;
import io.helidon.json.JsonValue;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A charge as the payment service is asked for it, checked. */
record ChargeRequest(String bookingId, BigDecimal amount, TestCard card) {
    private static final Set<String> METHODS =
            Set.of("credit_card", "debit_card", "digital_wallet", "net_banking", "paypal");
    private static final Pattern CARD_NUMBER = Pattern.compile("\\d{12,19}");

    /** @throws UnprocessableException naming the field that is wrong; no word of what was in it */
    static ChargeRequest read(JsonObject request) {
        var fields = new Fields(request);
        fields.text("user_id");
        if (!METHODS.contains(fields.text("payment_method"))) {
            throw new UnprocessableException("payment_method is not one of the accepted methods");
        }
        return new ChargeRequest(fields.text("booking_id"), fields.amount("amount"),
                cardNumber(fields.optionalObject("payment_details")).map(TestCard::of).orElse(TestCard.APPROVED));
    }

    private static Optional<String> cardNumber(JsonObject details) {
        var number = Stream.of("card_number", "number")
                .flatMap(name -> Fields.present(details, name).stream())
                .findFirst()
                .map(value -> digits(value).replace(" ", ""));
        if (number.isPresent() && !CARD_NUMBER.matcher(number.get()).matches()) {
            throw new UnprocessableException("payment_details.card_number must have 12 to 19 digits");
        }
        return number;
    }

    private static String digits(JsonValue value) {
        return switch (value) {
            case JsonString text -> text.value();
            case JsonNumber number -> number.bigDecimalValue().toPlainString();
            default -> "";
        };
    }
}
