package com.movieticket.booking.observe;

import com.movieticket.booking.frontdoor.Answer;
import com.movieticket.booking.frontdoor.House;
import com.movieticket.booking.testing.Eventually;
import io.helidon.http.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import static org.assertj.core.api.Assertions.assertThat;

/** The trace that a client reads in an error leads to what the log says of his request, whoever began the trace. */
class TraceInLogIT {
    private static final String SENT = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + SENT + "-00f067aa0ba902b7-01";
    private static final String CREATION = House.creation("user123", "show456", List.of("A1"));
    private static final String UNAVAILABLE = "A request fails because a neighbour is unavailable.";
    private static final String TOKEN = "A token is refused for its form";

    private final JsonLog log = new JsonLog(Level.FINE);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void the_trace_that_a_client_has_sent_stands_in_the_error_and_in_the_log() {
        try (var house = House.open()) {
            house.neighbourhood().users().conduct().refuseAll(Status.SERVICE_UNAVAILABLE_503);

            var answer = Answer.of(house.asking(CREATION, "traceparent", TRACEPARENT).join());

            assertThat(answer.text("errors.0.extensions.code")).isEqualTo("SERVICE_UNAVAILABLE");
            assertThat(answer.text("errors.0.extensions.trace_id")).isEqualTo(SENT);
            assertThat(soon(SENT)).contains(UNAVAILABLE)
                    .anyMatch(message -> message.startsWith("Call find to user: "));
        }
    }

    @Test
    void so_does_the_one_that_the_service_has_begun_itself() {
        try (var house = House.open()) {
            house.neighbourhood().users().conduct().refuseAll(Status.SERVICE_UNAVAILABLE_503);

            String first = house.ask(CREATION).text("errors.0.extensions.trace_id");
            String second = house.ask(CREATION).text("errors.0.extensions.trace_id");

            assertThat(first).matches("[0-9a-f]{32}").isNotEqualTo(second);
            assertThat(soon(first)).contains(UNAVAILABLE)
                    .anyMatch(message -> message.startsWith("Call find to user: "));
            assertThat(soon(second)).contains(UNAVAILABLE);
        }
    }

    /** Who is asking is found out before anything of the request is read. */
    @Test
    void a_token_that_is_refused_is_logged_in_the_trace_of_its_request() {
        try (var house = House.open(Map.of("JWT_SECRET", "a secret of more than thirty-two bytes"))) {
            var answer = Answer.of(house.asking(CREATION, "traceparent", TRACEPARENT, "Authorization", "Bearer a.b.c")
                    .join());

            assertThat(answer.text("errors.0.extensions.code")).isEqualTo("UNAUTHENTICATED");
            assertThat(answer.text("errors.0.extensions.trace_id")).isEqualTo(SENT);
            assertThat(soon(SENT)).contains(TOKEN);
        }
    }

    /** Its line may be written a moment after the answer. */
    private List<String> soon(String trace) {
        Eventually.within(Duration.ofSeconds(5)).check(() -> assertThat(log.messages(trace)).isNotEmpty());
        return log.messages(trace);
    }
}
