package com.movieticket.booking.store;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.testing.ArbitraryBookings;
import com.movieticket.booking.testing.SampleBookings;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;

import static com.movieticket.booking.testing.SampleBookings.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is written down is what is read again, and it is written as the contract says. */
class BookingDocumentsTest {
    @Provide
    Arbitrary<Booking> bookings() {
        return ArbitraryBookings.bookings();
    }

    @Provide
    Arbitrary<BookingEvent> events() {
        return ArbitraryBookings.events();
    }

    @Property
    void every_booking_survives_being_stored(@ForAll("bookings") Booking booking) {
        assertThat(BookingDocuments.booking(overTheWire(document(booking)))).isEqualTo(booking);
    }

    @Property
    void every_event_survives_being_stored(@ForAll("events") BookingEvent event) {
        BsonDocument stored = overTheWire(EventDocuments.fields(event).document());
        assertThat(EventDocuments.event(new Fields(stored))).isEqualTo(event);
    }

    @Property
    void nothing_is_ever_stored_as_null(@ForAll("bookings") Booking booking, @ForAll("events") BookingEvent event) {
        assertThat(document(booking).values()).noneMatch(BsonValue::isNull);
        assertThat(document(booking).getDocument("payment").values()).noneMatch(BsonValue::isNull);
        assertThat(EventDocuments.fields(event).document().values()).noneMatch(BsonValue::isNull);
    }

    @Property
    void due_at_is_there_exactly_when_the_booking_will_need_attention(@ForAll("bookings") Booking booking) {
        assertThat(new Fields(document(booking)).optionalTime("due_at")).isEqualTo(booking.dueAt());
    }

    @Test
    void a_new_booking_has_the_fields_of_the_contract() {
        Booking booking = SampleBookings.created("id-1", "user123", NOON).booking();

        assertThat(document(booking)).isEqualTo(BsonDocument.parse("""
                {"_id": "id-1", "version": {"$numberLong": "1"}, "user_id": "user123",
                 "user_email": "user@example.org", "showtime_id": "show456", "movie_title": "Amélie",
                 "cinema_name": "Grand Café", "showtime": {"$date": "2024-12-15T14:00:00Z"}, "seats": ["A1", "A2"],
                 "total_amount": {"$numberDouble": "30.0"}, "lock_id": "lock_id-1",
                 "lock_expires_at": {"$date": "2024-12-15T12:05:00Z"}, "status": "pending_payment",
                 "payment": {"state": "none", "attempt": 0}, "created_at": {"$date": "2024-12-15T12:00:00Z"},
                 "updated_at": {"$date": "2024-12-15T12:00:00Z"}, "due_at": {"$date": "2024-12-15T12:05:00Z"}}"""));
    }

    @Test
    void a_confirmed_booking_has_the_fields_of_the_contract() {
        Booking created = SampleBookings.created("id-1", "user123", NOON).booking();
        Booking charged = SampleBookings.charged(SampleBookings.charging(created, NOON).booking(), NOON).booking();
        BsonDocument confirmed = document(SampleBookings.confirmed(charged, NOON.plusSeconds(1)).booking());

        assertThat(confirmed).doesNotContainKeys("work", "due_at", "cancelled_at", "refund_reason")
                .containsEntry("status", new BsonString("confirmed"))
                .containsEntry("payment_transaction_id", new BsonString("txn_1"));
        assertThat(new Fields(confirmed).time("confirmed_at")).isEqualTo(NOON.plusSeconds(1));
        assertThat(confirmed.getDocument("payment")).isEqualTo(BsonDocument.parse("""
                {"state": "charged", "attempt": 1, "key": "id-1-1", "method": "credit_card",
                 "transaction_id": "txn_1", "at": {"$date": "2024-12-15T12:00:00Z"}}"""));
    }

    @Test
    void a_document_that_somebody_has_spoilt_is_named_with_what_is_wrong() {
        BsonDocument document = document(SampleBookings.created("id-1", "user123", NOON).booking());

        document.remove("lock_id");
        assertThatThrownBy(() -> BookingDocuments.booking(document))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("id-1").hasMessageContaining("lock_id");
        document.put("lock_id", BsonNull.VALUE);
        assertThatThrownBy(() -> BookingDocuments.booking(document)).isInstanceOf(IllegalStateException.class);
        assertThat(BookingDocuments.readable(document)).isEmpty();
    }

    private static BsonDocument document(Booking booking) {
        var document = new BsonDocument("_id", new BsonString(booking.id().value()));
        document.putAll(BookingDocuments.fields(booking).document());
        return document;
    }

    private static BsonDocument overTheWire(BsonDocument document) {
        var codec = new BsonDocumentCodec();
        return new RawBsonDocument(document, codec).decode(codec);
    }
}
