package com.movieticket.booking.events;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.Money;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.Showing;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.testing.ArbitraryBookings;
import com.movieticket.booking.testing.SampleBookings;
import io.helidon.json.JsonParser;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static com.movieticket.booking.testing.SampleBookings.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** The message bodies of the contract, literally. */
class EventJsonTest {
    @Provide
    Arbitrary<BookingEvent> events() {
        return ArbitraryBookings.events();
    }

    @Test
    void a_new_booking_is_told_with_its_lock() {
        BookingEvent event = SampleBookings.created("id-1", "user123", NOON).event().orElseThrow();
        assertThat(json(event)).isEqualTo("""
                {"event_id":"%s","event_type":"booking.pending_payment","timestamp":"2024-12-15T12:00:00Z",\
                "booking_id":"id-1","user_id":"user123","user_email":"user@example.org","showtime_id":"show456",\
                "movie_title":"Amélie","cinema_name":"Grand Café","showtime":"2024-12-15T14:00:00Z",\
                "seats":["A1","A2"],"total_amount":30.0,"lock_id":"lock_id-1",\
                "lock_expires_at":"2024-12-15T12:05:00Z"}""".formatted(event.id()));
    }

    @Test
    void a_confirmed_booking_is_told_with_its_transaction() {
        Booking created = SampleBookings.created("id-1", "user123", NOON).booking();
        Booking charged = SampleBookings.charged(SampleBookings.charging(created, NOON).booking(), NOON).booking();
        assertThat(json(SampleBookings.confirmed(charged, NOON).event().orElseThrow()))
                .contains("\"event_type\":\"booking.confirmed\"").endsWith(",\"transaction_id\":\"txn_1\"}");
    }

    @Test
    void a_cancelled_booking_is_told_with_its_reason() {
        assertThat(json(bare(new BookingEvent.Cancelled("expired")))).isEqualTo("""
                {"event_id":"event-1","event_type":"booking.cancelled","timestamp":"2024-12-15T12:00:00.123Z",\
                "booking_id":"id-1","user_id":"user123","showtime_id":"show456","seats":["A1"],"total_amount":12.35,\
                "reason":"expired"}""");
    }

    @Test
    void a_refunded_booking_is_told_with_both_transactions() {
        assertThat(json(bare(new BookingEvent.Refunded("txn_1", Optional.of("refund_1"), Money.of(12.35), "sold out"))))
                .endsWith("""
                ,"transaction_id":"txn_1","refund_transaction_id":"refund_1","refund_amount":12.35,\
                "reason":"sold out"}""");
        assertThat(json(bare(new BookingEvent.Refunded("txn_1", Optional.empty(), Money.of(12.35), "sold out"))))
                .doesNotContain("refund_transaction_id");
    }

    @Property
    void whatever_an_event_holds_its_message_can_be_read(@ForAll("events") BookingEvent event) {
        Map<String, Object> fields = read(EventJson.of(event));

        assertThat(fields).containsEntry("event_id", event.id()).containsEntry("user_id", event.userId().value());
        assertThat(Optional.ofNullable(fields.get("user_email"))).isEqualTo(event.userEmail());
        assertThat(Optional.ofNullable(fields.get("movie_title"))).isEqualTo(event.showing().movieTitle());
        assertThat((BigDecimal) fields.get("total_amount")).isEqualByComparingTo(event.total().amount());
    }

    @Property
    void the_same_event_is_the_same_message_every_time(@ForAll("events") BookingEvent event) {
        assertThat(EventJson.of(event)).isEqualTo(EventJson.of(event));
    }

    /** By the streaming parser: the strings of its {@code JsonObject} keep their escapes. Knows no null. */
    private static Map<String, Object> read(byte[] message) {
        var json = JsonParser.create(message);
        var fields = new HashMap<String, Object>();
        byte token = json.nextToken();
        while (token != '}') {
            String key = json.readString();
            json.nextToken();
            fields.put(key, switch (json.nextToken()) {
                case '"' -> json.readString();
                case '[' -> json.readJsonArray();
                default -> json.readBigDecimal();
            });
            token = json.nextToken();
            if (token == ',') {
                json.nextToken();
            }
        }
        return fields;
    }

    private static BookingEvent bare(BookingEvent.Details details) {
        return new BookingEvent("event-1", NOON.plusMillis(123), new BookingId("id-1"), new UserId("user123"),
                Optional.empty(), new ShowtimeId("show456"), Showing.UNKNOWN, new SeatNumbers(List.of("A1")),
                Money.of(12.345), SampleBookings.TRACE, details);
    }

    private static String json(BookingEvent event) {
        return new String(EventJson.of(event), StandardCharsets.UTF_8);
    }
}
