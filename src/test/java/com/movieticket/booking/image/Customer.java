package com.movieticket.booking.image;

import com.movieticket.booking.frontdoor.Answer;
import com.movieticket.booking.frontdoor.House;
import com.movieticket.booking.sandbox.TestCard;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody who does with the service all that can be done, good and bad, over HTTP/1.1. */
public final class Customer implements AutoCloseable {
    private static final String USER = "user123";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10)).build();
    private final URI service;

    public Customer(int port) {
        service = URI.create("http://127.0.0.1:" + port);
    }

    /** Books a seat, pays for it after a refusal, looks, and gives it back; the seat can be booked again in the end. */
    public void visit(String showtime, String seat) throws Exception {
        String id = book(showtime, seat);
        assertThat(ask(House.creation(USER, showtime, List.of(seat))).flag("data.create_booking.success"))
                .as("a seat that is taken").isFalse();
        assertThat(ask(House.payment(id, TestCard.DECLINED.number())).flag("data.process_payment.success")).isFalse();
        assertThat(ask(House.payment(id, TestCard.APPROVED.number())).flag("data.process_payment.success")).isTrue();
        assertThat(status(id)).isEqualTo("confirmed");
        assertThat(ask("{ get_user_bookings(user_id: \"user123\", limit: 10) { id status seats total_amount created_at } }")
                .text("data.get_user_bookings.0.id")).isNotEmpty();
        assertThat(ask(House.cancellation(id)).flag("data.cancel_booking.success")).isTrue();
    }

    /** The id of a new booking. */
    String book(String showtime, String seat) throws Exception {
        return ask(House.creation(USER, showtime, List.of(seat))).text("data.create_booking.booking.id");
    }

    String status(String booking) throws Exception {
        return ask("{ get_booking(booking_id: \"" + booking + "\") { id status seats total_amount } }")
                .text("data.get_booking.status");
    }

    /** Asks for what isn't there, isn't right, or isn't for people. */
    public void lookAround() throws Exception {
        assertThat(ask(House.creation("nobody", "show456", List.of("A1"))).text("errors.0.message"))
                .isEqualTo("User not found");
        assertThat(ask(House.creation(USER, "nothing", List.of("A1"))).text("errors.0.message"))
                .isEqualTo("Showtime not found");
        assertThat(ask(House.creation(USER, "show456", List.of())).text("errors.0.extensions.code"))
                .isEqualTo("BAD_USER_INPUT");
        assertThat(ask("{ __schema { types { name } } }").text("data.__schema.types.0.name")).isNotEmpty();
        for (String path : List.of("/health", "/health/live", "/health/started", "/health/ready", "/metrics", "/")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(service.resolve(path)).timeout(Duration.ofSeconds(30)).build(),
                BodyHandlers.ofString());
    }

    private Answer ask(String document) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(House.request(service.resolve("/graphql"), document), BodyHandlers.ofString());
        return Answer.of(response.body());
    }

    @Override
    public void close() {
        client.close();
    }
}
