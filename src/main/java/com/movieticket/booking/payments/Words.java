package com.movieticket.booking.payments;

import com.movieticket.booking.resilience.Fields;
import com.movieticket.booking.resilience.Reason;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the payment service says why: in {@code message}, else in {@code detail}, else in {@code reason}. */
final class Words {
    /** What users read when it doesn't say. */
    static final String NO_REASON = "The payment was declined";

    /** We put it before every reason, and so may the payment service. */
    private static final Pattern PREFIX = Pattern.compile("^(?:payment failed:\\s*)+", Pattern.CASE_INSENSITIVE);
    /** What a card number looks like (ISO/IEC 7812): 12 to 19 digits, perhaps in groups. */
    private static final Pattern CARD_NUMBER = Pattern.compile("\\d(?:\\D?\\d){11,18}");

    private Words() {
    }

    /** The reason, fit for users. */
    static String forUser(Fields fields) {
        return reason(fields).orElse(NO_REASON);
    }

    /** The reason, if there is one. A card number that it repeats is hidden: it must not get into answers or logs. */
    static Optional<String> reason(Fields fields) {
        return Stream.of("message", "detail", "reason")
                .flatMap(name -> fields.text(name).stream())
                .map(words -> CARD_NUMBER.matcher(words).replaceAll("[hidden]"))
                .flatMap(words -> Reason.of(words).stream())
                .map(words -> PREFIX.matcher(words).replaceFirst(""))
                .filter(words -> !words.isEmpty())
                .findFirst();
    }
}
