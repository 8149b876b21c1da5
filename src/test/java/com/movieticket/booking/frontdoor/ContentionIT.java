package com.movieticket.booking.frontdoor;

import com.movieticket.booking.sandbox.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Many want the same at the same time, and one gets it. */
class ContentionIT {
    private static final int CALLERS = 1_000;

    private final House house = House.open();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void of_a_thousand_callers_for_two_seats_one_books_them_and_everybody_else_is_told_why_not() {
        for (int i = 0; i < 100; i++) { // code that has just been loaded is so slow that some of a thousand would be turned away
            all(50, wanted("B1"));
        }
        List<Answer> answers = all(CALLERS, wanted("A1", "A2"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.has("errors")).as(answer.text()).isFalse());
        List<Answer> lucky = answers.stream().filter(a -> a.flag("data.create_booking.success")).toList();
        assertThat(lucky).hasSize(1);
        assertThat(answers).filteredOn(answer -> !answer.flag("data.create_booking.success"))
                .hasSize(CALLERS - 1)
                .extracting(answer -> answer.text("data.create_booking.message"))
                .containsOnly("Failed to lock seats: Seats A1, A2 are already booked");
        assertThat(house.neighbourhood().cinema().seatMap().seats("show456").get("A1").orElseThrow().bookingId())
                .isEqualTo(lucky.getFirst().text("data.create_booking.booking.id"));
        assertThat(house.ask("{ get_user_bookings(user_id: \"user123\") { id } }").json().objectValue("data")
                .orElseThrow().arrayValue("get_user_bookings").orElseThrow().values()).hasSize(2);
    }

    private static String wanted(String... seats) {
        return House.creation("user123", "show456", List.of(seats));
    }

    @Test
    void of_two_payments_at_once_one_charges() {
        for (int round = 0; round < 20; round++) {
            String id = house.booked();
            List<Answer> answers = all(2, House.payment(id, "4242424242424242"));

            assertThat(answers).filteredOn(answer -> answer.flag("data.process_payment.success")).hasSize(1);
            assertThat(answers).filteredOn(answer -> !answer.flag("data.process_payment.success"))
                    .extracting(answer -> answer.text("data.process_payment.message"))
                    .allMatch(message -> message.equals("Payment is already being processed")
                            || message.equals("Booking is not in pending payment status"));
            assertThat(house.neighbourhood().payments().ledger().of(id)).extracting(Ledger.Entry::idempotencyKey)
                    .containsExactly(Optional.of(id + "-1"));
            assertThat(house.status(id)).isEqualTo("confirmed");
        }
    }

    @Test
    void of_fifty_repeats_under_one_key_one_books_and_all_hear_of_it() {
        String wanted = """
                mutation { create_booking(user_id: "user123", showtime_id: "show456", seat_numbers: ["B1"]) {
                  success message booking { id } } }""";
        List<Answer> answers = IntStream.range(0, 50)
                .mapToObj(_ -> house.asking(wanted, "Idempotency-Key", "one-wish")).toList().stream()
                .map(CompletableFuture::join).map(Answer::of).toList();
        assertThat(answers).allMatch(answer -> answer.flag("data.create_booking.success"));
        assertThat(answers).extracting(answer -> answer.text("data.create_booking.booking.id")).containsOnly(
                house.neighbourhood().cinema().seatMap().seats("show456").get("B1").orElseThrow().bookingId());
    }

    private List<Answer> all(int callers, String document) {
        List<CompletableFuture<HttpResponse<String>>> calls =
                IntStream.range(0, callers).mapToObj(_ -> house.asking(document)).toList();
        return calls.stream().map(CompletableFuture::join).map(Answer::of).toList();
    }
}
