package com.movieticket.booking.frontdoor;

import com.movieticket.booking.BookingService;
import com.movieticket.booking.sandbox.Neighbourhood;
import com.movieticket.booking.settings.SettingsReader;
import com.movieticket.booking.settings.SettingsReader.Outcome.Accepted;
import com.movieticket.booking.settings.SettingsReader.Outcome.Refused;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.helidon.json.JsonValue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The booking service with a neighbourhood of its own, on ports of its own. */
public final class House implements AutoCloseable {
    private static final Map<String, String> DEFAULTS = Map.of("PORT", "0", "SERVER_HOST", "127.0.0.1");

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final AtomicInteger nextSeat = new AtomicInteger();
    private final Neighbourhood neighbourhood;
    private final BookingService service;
    private final int port;

    private House(Neighbourhood neighbourhood, BookingService service) {
        this.neighbourhood = neighbourhood;
        this.service = service;
        this.port = service.port();
    }

    public static House open() {
        return open(Map.of());
    }

    /** @param given environment variables of the service; where they name a neighbour, that one is used */
    public static House open(Map<String, String> given) {
        var neighbourhood = Neighbourhood.start(given);
        var environment = new HashMap<>(DEFAULTS);
        environment.putAll(neighbourhood.environment());
        environment.putAll(given);
        return switch (SettingsReader.read(environment)) {
            case Accepted(var settings) -> new House(neighbourhood, BookingService.start(settings));
            case Refused refused -> {
                neighbourhood.close();
                throw new AssertionError(refused.report());
            }
        };
    }

    public Neighbourhood neighbourhood() {
        return neighbourhood;
    }

    /** What another instance must find in its environment to live here. */
    Map<String, String> environment() {
        var environment = new HashMap<>(neighbourhood.environment());
        environment.put("SERVER_HOST", "127.0.0.1");
        return environment;
    }

    int port() {
        return port;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** What the service says to a document; the HTTP status is 200 or this fails. */
    public Answer ask(String document) {
        return Answer.of(asking(document).join());
    }

    /** The same, without waiting. */
    public CompletableFuture<HttpResponse<String>> asking(String document, String... headers) {
        return client.sendAsync(request(url("/graphql"), document, headers), BodyHandlers.ofString());
    }

    /** A document on its way to a service. */
    public static HttpRequest request(URI graphql, String document, String... headers) {
        return HttpRequest.newBuilder(graphql)
                .timeout(Duration.ofSeconds(60))
                .headers(Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
                        .toArray(String[]::new))
                .POST(BodyPublishers.ofString("{\"query\":" + quoted(document) + "}"))
                .build();
    }

    /** The document that books seats. */
    public static String creation(String user, String showtime, List<String> seats) {
        return "mutation { create_booking(user_id: %s, showtime_id: %s, seat_numbers: [%s]) { success message lock_id booking { id status total_amount lock_id } } }"
                .formatted(quoted(user), quoted(showtime),
                        String.join(", ", seats.stream().map(House::quoted).toList()));
    }

    Answer create(String user, String showtime, String... seats) {
        return ask(creation(user, showtime, List.of(seats)));
    }

    /** The id of a new booking of a seat that nobody else wants. */
    String booked() {
        return booked("show456");
    }

    /** The id of a new booking of a seat that nobody else wants. */
    String booked(String showtime) {
        int number = nextSeat.getAndIncrement();
        String seat = (char) ('J' - number / 12) + String.valueOf(12 - number % 12);
        return create("user123", showtime, seat).text("data.create_booking.booking.id");
    }

    /** The document that pays for a booking. */
    public static String payment(String booking, String card) {
        return "mutation { process_payment(booking_id: %s, card_details: %s) { success message lock_id booking { id status } } }"
                .formatted(quoted(booking), quoted("{\"card_number\":\"" + card + "\"}"));
    }

    Answer pay(String booking, String card) {
        return ask(payment(booking, card));
    }

    /** The document that gives a booking up. */
    public static String cancellation(String booking) {
        return "mutation { cancel_booking(booking_id: %s) { success message booking { id status } } }"
                .formatted(quoted(booking));
    }

    Answer cancel(String booking) {
        return ask(cancellation(booking));
    }

    /** The booking's status, as anybody would read it. */
    String status(String booking) {
        return ask("{ get_booking(booking_id: %s) { status } }".formatted(quoted(booking)))
                .text("data.get_booking.status");
    }

    /** The HTTP status of a path. */
    int httpStatus(String path) throws IOException {
        return get(path).statusCode();
    }

    /** Whether the service says that it is ready; one that doesn't answer any more isn't. */
    boolean ready() {
        try {
            return readiness().statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /** What the service tells of a dependency when it is asked whether it is ready. */
    JsonObject readiness(String dependency) throws IOException {
        return JsonParser.create(readiness().body()).readJsonObject().arrayValue("checks").orElseThrow().values()
                .stream().map(JsonValue::asObject)
                .filter(check -> check.stringValue("name").equals(Optional.of(dependency)))
                .findFirst().flatMap(check -> check.objectValue("data")).orElseThrow();
    }

    private HttpResponse<String> readiness() throws IOException {
        return get("/health/ready");
    }

    HttpResponse<String> get(String path) throws IOException {
        try {
            return client.send(HttpRequest.newBuilder(url(path)).timeout(Duration.ofSeconds(10)).build(),
                    BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops the service, not its neighbours. */
    void stop() {
        service.close();
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    @Override
    public void close() {
        client.close();
        service.close();
        neighbourhood.close();
    }
}
