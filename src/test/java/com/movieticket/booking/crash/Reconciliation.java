package com.movieticket.booking.crash;

import com.movieticket.booking.frontdoor.Audience.Heard;
import com.movieticket.booking.sandbox.Ledger;
import com.movieticket.booking.sandbox.Ledger.Standing;
import com.movieticket.booking.sandbox.SeatMap;
import org.bson.BsonDocument;
import org.bson.BsonValue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what everybody knows of the bookings against what everybody else does: the promises about money, seats and events,
 * checked after everything has come to rest. Finds all that is wrong before it fails.
 */
final class Reconciliation {
    private static final String PENDING = "booking.pending_payment";
    private static final String CONFIRMED = "booking.confirmed";
    private static final String CANCELLED = "booking.cancelled";
    private static final String REFUNDED = "booking.refunded";

    private final Map<String, BsonDocument> bookings;
    private final List<String> problems = new ArrayList<>();

    /** @param bookings by id, as they are kept */
    Reconciliation(Map<String, BsonDocument> bookings) {
        this.bookings = bookings;
    }

    /** Fails when anything was found to be wrong. */
    void balances() {
        assertThat(problems).as("what doesn't balance").isEmpty();
    }

    /** How many bookings ended how. */
    Map<String, Long> ends() {
        return bookings.values().stream().collect(
                Collectors.groupingBy(Reconciliation::status, TreeMap::new, Collectors.counting()));
    }

    /** Every booking has come to one of its ends, with nothing left to be done. */
    Reconciliation ended() {
        bookings.forEach((id, booking) -> {
            check(Set.of("confirmed", "cancelled", "refunded").contains(status(booking)), id, "has not ended");
            for (String passing : List.of("work", "due_at", "outbox", "outbox_since", "relay_until",
                    "relay_claim")) {
                check(!booking.containsKey(passing), id, "has ended and still has " + passing);
            }
        });
        return this;
    }

    /** What somebody was told is so. */
    Reconciliation told(Told told) {
        told.created().forEach(id -> check(bookings.containsKey(id), id, "was acknowledged and is lost"));
        told.paid().forEach(id -> {
            String status = status(id);
            check(status.equals("confirmed") || told.givenUp().contains(id) && status.equals("refunded"), id,
                    "was acknowledged as paid and is " + status);
        });
        told.cancelled().forEach(id -> check(Set.of("cancelled", "refunded").contains(status(id)), id,
                "was acknowledged as cancelled and is " + status(id)));
        return this;
    }

    /** No charge is made twice, and each one that was made is either for confirmed seats or given back. */
    Reconciliation money(List<Ledger.Entry> ledger) {
        var keys = new HashSet<String>();
        ledger.forEach(entry -> {
            check(bookings.containsKey(entry.bookingId()), entry.bookingId(), "was charged and isn't kept");
            String key = entry.idempotencyKey().orElse("none");
            check(keys.add(key), entry.bookingId(), "was charged twice under the key " + key);
        });
        Map<String, List<Ledger.Entry>> taken = ledger.stream().filter(entry -> entry.standing() != Standing.FAILED)
                .collect(Collectors.groupingBy(Ledger.Entry::bookingId));
        bookings.forEach((id, booking) -> money(id, booking, taken.getOrDefault(id, List.of())));
        return this;
    }

    private void money(String id, BsonDocument booking, List<Ledger.Entry> taken) {
        check(taken.size() <= 1, id, "was successfully charged " + taken.size() + " times");
        List<Standing> wanted = switch (status(booking)) {
            case "confirmed" -> List.of(Standing.SUCCESS);
            case "refunded" -> List.of(Standing.REFUNDED);
            default -> List.of();
        };
        check(taken.stream().map(Ledger.Entry::standing).toList().equals(wanted), id,
                "is " + status(booking) + " and its charges are " + taken);
        taken.forEach(entry -> {
            check(text(booking, "payment_transaction_id").equals(Optional.of(entry.transactionId())), id,
                    "is kept with another transaction than " + entry);
            check(entry.amount().doubleValue() == booking.getDouble("total_amount").getValue(), id,
                    "was charged another amount: " + entry);
        });
    }

    /** A seat is sold exactly where a confirmed booking has it. */
    Reconciliation seats(SeatMap seatMap, List<String> showtimes) {
        var owners = new HashMap<String, String>();
        bookings.forEach((id, booking) -> {
            if (status(booking).equals("confirmed")) {
                for (BsonValue seat : booking.getArray("seats")) {
                    String place = booking.getString("showtime_id").getValue() + " " + seat.asString().getValue();
                    String other = owners.put(place, id);
                    check(other == null, id, "has the same seat as " + other + ": " + place);
                }
            }
        });
        var sold = new HashMap<String, String>();
        for (String showtime : showtimes) {
            seatMap.seats(showtime).forEach((seat, hold) -> hold
                    .filter(it -> it.status() == SeatMap.Status.BOOKED)
                    .ifPresent(it -> sold.put(showtime + " " + seat, it.bookingId())));
        }
        owners.forEach((place, id) -> check(id.equals(sold.get(place)), id,
                "is confirmed, and the cinema has sold " + place + " to " + sold.get(place)));
        sold.forEach((place, id) -> check(id.equals(owners.get(place)), id,
                "is " + status(id) + ", and the cinema has sold it " + place));
        return this;
    }

    /**
     * Every event of every booking was delivered, none that isn't kept, and in the booking's order, counting the first
     * delivery of each.
     */
    Reconciliation events(List<Heard> heard, Map<String, Map<String, String>> trail) {
        var delivered = new HashMap<String, Map<String, String>>();
        heard.forEach(message -> delivered
                .computeIfAbsent(message.properties().getCorrelationId(), _ -> new LinkedHashMap<>())
                .putIfAbsent(message.properties().getMessageId(), message.routingKey()));
        bookings.forEach((id, booking) -> {
            Map<String, String> events = delivered.getOrDefault(id, Map.of());
            check(List.copyOf(events.values()).equals(story(booking)), id,
                    "is " + status(booking) + ", and its events came as " + events.values());
            check(events.equals(trail.getOrDefault(id, Map.of())), id,
                    "has the events " + events + " and the audit trail " + trail.get(id));
        });
        delivered.keySet().forEach(id -> check(bookings.containsKey(id), id, "has events and isn't kept"));
        trail.keySet().forEach(id -> check(bookings.containsKey(id), id, "has an audit trail and isn't kept"));
        return this;
    }

    /** The events that lead to where a booking stands. */
    private static List<String> story(BsonDocument booking) {
        return switch (status(booking)) {
            case "confirmed" -> List.of(PENDING, CONFIRMED);
            case "cancelled" -> List.of(PENDING, CANCELLED);
            case "pending_payment" -> List.of(PENDING);
            case "refunded" -> booking.containsKey("cancelled_at")
                    ? List.of(PENDING, CONFIRMED, CANCELLED, REFUNDED) : List.of(PENDING, REFUNDED);
            default -> throw new IllegalArgumentException("still under way: " + booking);
        };
    }

    private void check(boolean right, String booking, String problem) {
        if (!right) {
            problems.add("booking " + booking + " " + problem);
        }
    }

    private String status(String id) {
        return Optional.ofNullable(bookings.get(id)).map(Reconciliation::status).orElse("lost");
    }

    private static String status(BsonDocument booking) {
        return booking.getString("status").getValue();
    }

    private static Optional<String> text(BsonDocument booking, String name) {
        return Optional.ofNullable(booking.get(name)).map(value -> value.asString().getValue());
    }
}
