package com.movieticket.booking.graphql;

import com.movieticket.booking.booking.Attempt;
import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingState;
import com.movieticket.booking.booking.Cancellation;
import com.movieticket.booking.booking.Charge;
import com.movieticket.booking.booking.Lease;
import com.movieticket.booking.booking.PaymentMethod;
import graphql.introspection.IntrospectionQuery;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.idl.SchemaParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The schema is the contract's, tells what everything means, and every field of it is answered. */
class SchemaTest {
    private static final String ALL_FIELDS = "id user_id showtime_id seats total_amount status created_at updated_at "
            + "lock_id lock_expires_at payment_transaction_id cancellation_reason refund_reason";

    private static Edge edge;

    @BeforeAll
    static void start() {
        edge = new Edge();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @Test
    void it_can_be_read_in_its_own_language() {
        var answer = edge.get("/graphql/schema.graphql");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new SchemaParser().parse(answer.body()).types())
                .containsOnlyKeys("Query", "Mutation", "BookingType", "CreateBookingResponse");
    }

    @Test
    void everything_in_it_is_described() {
        var schema = BookingSchema.create(BookingSchema.text(), edge.useCases.useCases(), Edge.SEATS, edge.observer);

        assertThat(((GraphQLScalarType) schema.getType("DateTime")).getDescription()).isNotBlank();
        for (String name : List.of("Query", "Mutation", "BookingType", "CreateBookingResponse")) {
            GraphQLObjectType type = schema.getObjectType(name);
            assertThat(type.getDescription()).as(name).isNotBlank();
            assertThat(type.getFields()).allSatisfy(field -> {
                assertThat(field.getDescription()).as(name + "." + field.getName()).isNotBlank();
                assertThat(field.getArguments()).allSatisfy(argument ->
                        assertThat(argument.getDescription()).as(field.getName() + "." + argument.getName()).isNotBlank());
            });
        }
    }

    @Test
    void tools_can_explore_it() {
        assertThat(edge.post(IntrospectionQuery.INTROSPECTION_QUERY).body())
                .startsWith("{\"data\":{\"__schema\":{").contains("\"process_payment\"");
        assertThat(edge.post("{ __schema { types { name } } }").body()).contains("{\"name\":\"BookingType\"}");
    }

    @Test
    void every_field_of_an_unpaid_booking_is_answered() {
        assertThat(all(FakeUseCases.booking())).isEqualTo("{\"data\":{\"get_booking\":{"
                + "\"id\":\"550e8400-e29b-41d4-a716-446655440000\",\"user_id\":\"507f1f77bcf86cd799439011\","
                + "\"showtime_id\":\"showtime_123\",\"seats\":[\"A1\",\"A2\"],\"total_amount\":30.0,"
                + "\"status\":\"pending_payment\",\"created_at\":\"2024-12-15T10:30:00Z\","
                + "\"updated_at\":\"2024-12-15T10:30:00Z\",\"lock_id\":\"lock_1\","
                + "\"lock_expires_at\":\"2024-12-15T10:35:00.500Z\",\"payment_transaction_id\":null,"
                + "\"cancellation_reason\":null,\"refund_reason\":null}}}");
    }

    @Test
    void reasons_and_transactions_show_where_there_are_any() {
        Instant now = FakeUseCases.CREATED_AT;
        var charge = new Charge(new Attempt(1, PaymentMethod.PAYPAL), "txn_1", now);
        var cancellation = new Cancellation(Cancellation.Cause.USER, "ill", now);
        var lease = new Lease("me", now);

        assertThat(all(in(new BookingState.Confirmed(charge, now))))
                .contains("\"confirmed\"", "\"payment_transaction_id\":\"txn_1\",\"cancellation_reason\":null,"
                        + "\"refund_reason\":null");
        assertThat(all(in(new BookingState.Cancelled(cancellation, 0))))
                .contains("\"cancelled\"", "\"payment_transaction_id\":null,\"cancellation_reason\":\"ill\","
                        + "\"refund_reason\":null");
        assertThat(all(in(new BookingState.RefundPending(charge, "no seats", Optional.empty(), 0, lease))))
                .contains("\"refund_pending\"", "\"payment_transaction_id\":\"txn_1\",\"cancellation_reason\":null,"
                        + "\"refund_reason\":\"no seats\"");
        assertThat(all(in(new BookingState.Refunded(charge, "ill", Optional.of(cancellation), Optional.empty(), now))))
                .contains("\"refunded\"", "\"payment_transaction_id\":\"txn_1\",\"cancellation_reason\":\"ill\","
                        + "\"refund_reason\":\"ill\"");
    }

    /** Word for word. */
    static Stream<String> documentsOfTheApi() {
        return Stream.of(
                "mutation { create_booking(user_id: \"user123\", showtime_id: \"show456\", seat_numbers: [\"A1\", \"A2\"]) "
                        + "{ success booking { id status lock_id } message } }",
                "mutation { process_payment(booking_id: \"booking_id_from_step1\") { success booking { id status } message } }",
                "query { get_booking(booking_id: \"booking_id_from_step1\") { id status seats total_amount } }",
                "{ __schema { types { name } } }",
                """
                query IntrospectionQuery {
                  __schema {
                    types {
                      name
                      kind
                      description
                      fields {
                        name
                        type {
                          name
                          kind
                        }
                      }
                    }
                  }
                }""");
    }

    @ParameterizedTest
    @MethodSource("documentsOfTheApi")
    void the_documents_of_the_api_run_as_they_are(String document) {
        assertThat(edge.post(document).body()).startsWith("{\"data\":{").doesNotContain("\"errors\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "mutation CreateBooking($userId: String!, $showtimeId: String!, $seatNumbers: [String!]!) { create_booking( "
                    + "user_id: $userId, showtime_id: $showtimeId, seat_numbers: $seatNumbers ) { success booking { id "
                    + "user_id showtime_id seats total_amount status created_at updated_at } message lock_id } }",
            "mutation ProcessPayment($bookingId: String!, $paymentMethod: String, $cardDetails: String) { "
                    + "process_payment( booking_id: $bookingId, payment_method: $paymentMethod, card_details: "
                    + "$cardDetails ) { success booking { id status updated_at } message } }",
            "query GetUserBookings($userId: String!) { get_user_bookings(user_id: $userId) { id showtime_id seats "
                    + "total_amount status created_at updated_at } }"})
    void the_documents_of_the_api_run_with_their_variables(String document) {
        assertThat(edge.post(document, """
                {"userId": "507f1f77bcf86cd799439011", "showtimeId": "showtime_123", "seatNumbers": ["A1", "A2"],
                 "bookingId": "550e8400-e29b-41d4-a716-446655440000", "paymentMethod": "credit_card",
                 "cardDetails": null}""").body()).startsWith("{\"data\":{").doesNotContain("\"errors\"");
    }

    @Test
    void it_can_be_run_without_http() {
        assertThat(edge.execution.execute("{ get_booking(booking_id: \"\") { id } }"))
                .isEqualTo(Map.of(
                        "errors", List.of(Map.of(
                                "message", "booking_id must not be empty",
                                "locations", List.of(Map.of("line", 1, "column", 3)),
                                "path", List.of("get_booking"),
                                "extensions", Map.of("code", "BAD_USER_INPUT"))),
                        "data", Collections.singletonMap("get_booking", null)));
    }

    private static String all(Booking booking) {
        edge.useCases.stored(() -> List.of(booking));
        return edge.post("{ get_booking(booking_id: \"b\") { " + ALL_FIELDS + " } }").body();
    }

    private static Booking in(BookingState state) {
        var booking = FakeUseCases.booking();
        return new Booking(booking.id(), 2, booking.userId(), booking.userEmail(), booking.showtimeId(),
                booking.showing(), booking.seats(), booking.total(), booking.lock(), state, booking.createdAt(),
                booking.updatedAt());
    }
}
