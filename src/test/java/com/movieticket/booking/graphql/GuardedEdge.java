package com.movieticket.booking.graphql;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.security.Authentication;
import com.movieticket.booking.security.Gate;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.Sample;
import com.movieticket.booking.testing.TestClock;
import com.movieticket.booking.workflow.CreatingBooking;
import com.movieticket.booking.workflow.Outcome;
import com.movieticket.booking.workflow.ReadingBookings;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

import static com.movieticket.booking.graphql.Edge.quoted;
import static com.movieticket.booking.testing.UseCases.CALLER;

/** The edge over the real use cases, where everybody is asked who they are. */
final class GuardedEdge implements AutoCloseable {
    final com.movieticket.booking.testing.UseCases service = new com.movieticket.booking.testing.UseCases();
    final TestClock clock = service.clock;
    private final Authentication authentication;
    private final Edge edge;

    GuardedEdge(Settings.Jwt settings) {
        authentication = Authentication.of(settings, clock);
        var reading = new ReadingBookings(service.bookings);
        edge = new Edge(new UseCases(service.creating::create, service.paying::pay, service.cancelling::cancel,
                reading::byId, reading::ofUser), new Gate(authentication, Edge.NO_LIMIT, System::nanoTime));
    }

    static Settings.Jwt secret(String secret, Optional<String> issuer, Optional<String> audience) {
        return new Settings.Jwt(Optional.of(secret), Optional.empty(), issuer, audience, Duration.ofSeconds(30));
    }

    /** A booking that waits for payment. */
    BookingId bookingOf(UserId user) {
        var order = new CreatingBooking.Order(user, Sample.SHOWTIME, Sample.SEATS, Optional.empty());
        return ((Outcome.Created) service.creating.create(order, CALLER)).booking().id();
    }

    /** A document, sent with an {@code Authorization} header. */
    HttpResponse<String> ask(String document, String authorization) {
        return edge.postBody("{\"query\":" + quoted(document) + "}", "Authorization", authorization);
    }

    /** With a bearer token. */
    String answer(String document, String token) {
        return ask(document, "Bearer " + token).body();
    }

    Edge edge() {
        return edge;
    }

    @Override
    public void close() {
        edge.close();
        authentication.close();
    }
}
