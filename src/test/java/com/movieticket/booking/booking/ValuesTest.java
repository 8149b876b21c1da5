package com.movieticket.booking.booking;

import com.movieticket.booking.testing.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What the small types let in, and what not. */
class ValuesTest {
    @ParameterizedTest
    @CsvSource({"15.0,2,30.00", "12.345,1,12.35", "0.1,3,0.30", "9.995,2,19.99", "0,1,0.00"})
    void a_total_is_seats_times_price_rounded_half_up_once(double price, int seats, String total) {
        var numbers = new SeatNumbers(IntStream.rangeClosed(1, seats).mapToObj(i -> "A" + i).toList());
        assertThat(Money.total(numbers, price)).hasToString(total);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, Double.NaN, Double.POSITIVE_INFINITY, 1e18})
    void a_price_that_cannot_be_charged_is_no_price(double price) {
        assertThatIllegalArgumentException().isThrownBy(() -> Money.total(Sample.SEATS, price));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000b", "\u202Eabc", "\uD800", "a\u2028b"})
    void an_id_is_visible_text(String id) {
        assertThatExceptionOfType(InvalidArgumentException.class).isThrownBy(() -> new UserId(id))
                .withMessageStartingWith("user_id must");
    }

    @Test
    void an_id_is_at_most_128_characters_long() {
        assertThat(new BookingId("x".repeat(128)).value()).hasSize(128);
        assertThatExceptionOfType(InvalidArgumentException.class).isThrownBy(() -> new BookingId("x".repeat(129)))
                .withMessage("booking_id must be at most 128 characters long");
    }

    @Test
    void seats_are_some_different_and_well_formed() {
        refused(List.of(), "seat_numbers must name at least one seat");
        refused(List.of("A1", "A1"), "seat_numbers must not name a seat twice");
        refused(List.of("A1", "'; drop"), "seat_numbers must be seat numbers of 1 to 16 letters, digits, '-' or '_', such as A1");
        refused(Collections.nCopies(101, "A1"), "seat_numbers must name at most 100 seats");
        assertThat(new SeatNumbers(List.of("B2", "A1")).values()).containsExactly("B2", "A1");
    }

    @Test
    void a_payment_method_is_one_of_five() {
        assertThat(PaymentMethod.required("net_banking")).isEqualTo(PaymentMethod.NET_BANKING);
        assertThatExceptionOfType(InvalidArgumentException.class).isThrownBy(() -> PaymentMethod.required("cash"))
                .withMessage("payment_method must be one of credit_card, debit_card, digital_wallet, net_banking, paypal");
    }

    @ParameterizedTest(name = "a cinema that says {0} s is believed for {1} s")
    @CsvSource({"300,300", "299,299", "1,1", "301,300", "600,300", "601,300", "0,300", "-3600,300", "86400,300"})
    void a_lock_lasts_as_long_as_both_clocks_agree(long claimed, long believed) {
        Instant now = Sample.T0;
        SeatLock lock = SeatLock.granted("l", Optional.of(now.plusSeconds(claimed)), now, Duration.ofSeconds(300));
        assertThat(Duration.between(now, lock.expiresAt())).isEqualTo(Duration.ofSeconds(believed));
        assertThat(lock.holdsAt(lock.expiresAt())).isFalse();
        assertThat(lock.holdsAt(lock.expiresAt().minusMillis(1))).isTrue();
    }

    private static void refused(List<String> seats, String message) {
        assertThatExceptionOfType(InvalidArgumentException.class).isThrownBy(() -> new SeatNumbers(seats))
                .withMessage(message);
    }
}
