package com.movieticket.booking.graphql;

import com.movieticket.booking.graphql.Answer.InBand;
import com.movieticket.booking.workflow.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** The words follow the settings and don't stutter. */
class AnswersTest {
    @ParameterizedTest
    @CsvSource({"300,5 minutes", "120,2 minutes", "119,119 seconds", "90,90 seconds", "179,2 minutes", "3600,60 minutes"})
    void the_time_to_pay_is_what_the_settings_say(long seconds, String words) {
        assertThat(message(new Answers(Duration.ofSeconds(seconds)), new Outcome.Created(FakeUseCases.booking())))
                .isEqualTo("Booking created successfully. Please complete payment within " + words + ".");
    }

    @ParameterizedTest
    @CsvSource({"Insufficient funds", "Payment failed: Insufficient funds", "payment failed: Insufficient funds",
            "Payment failed: Payment failed: Insufficient funds"})
    void a_neighbours_own_prefix_is_not_repeated(String reason) {
        assertThat(message(new Answers(Duration.ofMinutes(5)), new Outcome.PaymentDeclined(reason)))
                .isEqualTo("Payment failed: Insufficient funds");
    }

    private static String message(Answers answers, Outcome outcome) {
        return ((InBand) answers.to(outcome)).message();
    }
}
