package com.movieticket.booking.frontdoor;

import com.movieticket.booking.frontdoor.ApiDocument.Example;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the API document shows works as it shows it. */
class ApiDocumentIT {
    private final ApiDocument document = ApiDocument.read();
    private final House house = House.open();

    @AfterEach
    void close() {
        house.close();
    }

    /** The port and the ids are the only words changed. */
    @Test
    void every_curl_of_the_document_answers_as_it_says() {
        List<String> curls = document.curls();
        assertThat(curls).hasSize(7);

        Answer booked = run(curls.get(0), "");
        assertThat(booked.flag("data.create_booking.success")).isTrue();
        assertThat(booked.text("data.create_booking.message"))
                .isEqualTo("Booking created successfully. Please complete payment within 5 minutes.");
        assertThat(booked.text("data.create_booking.booking.status")).isEqualTo("pending_payment");
        assertThat(booked.text("data.create_booking.booking.lock_id")).startsWith("lock_");
        String first = booked.text("data.create_booking.booking.id");

        Answer paid = run(curls.get(1), first);
        assertThat(paid.flag("data.process_payment.success")).isTrue();
        assertThat(paid.text("data.process_payment.message"))
                .isEqualTo("Booking confirmed successfully! Check your email for confirmation details.");
        assertThat(paid.text("data.process_payment.booking.id")).isEqualTo(first);
        assertThat(paid.text("data.process_payment.booking.status")).isEqualTo("confirmed");

        Answer verified = run(curls.get(2), first);
        assertThat(verified.text("data.get_booking.status")).isEqualTo("confirmed");
        assertThat(verified.text("data.get_booking.seats.0")).isEqualTo("A1");
        assertThat(verified.text("data.get_booking.seats.1")).isEqualTo("A2");
        assertThat(verified.number("data.get_booking.total_amount")).isEqualTo(30.0);

        assertThat(run(curls.get(3), "").text()).isEqualToIgnoringWhitespace(
                document.jsonAfter("### Get Service Health"));

        assertThat(run(curls.get(4), "").text()).contains("BookingType", "CreateBookingResponse", "DateTime");

        Answer another = run(curls.get(5), "");
        assertThat(another.flag("data.create_booking.success")).isTrue();
        String second = another.text("data.create_booking.booking.id");

        Answer anotherPaid = run(curls.get(6), second);
        assertThat(anotherPaid.flag("data.process_payment.success")).isTrue();
        assertThat(anotherPaid.text("data.process_payment.booking.status")).isEqualTo("confirmed");
    }

    /** The operations of the reference part, in the order in which they make sense, held against their examples. */
    @Test
    void every_operation_of_the_document_gets_the_answer_that_it_shows() throws Exception {
        Map<String, Example> operations = document.operations().stream()
                .collect(Collectors.toMap(Example::name, Function.identity()));
        assertThat(operations).containsOnlyKeys("IntrospectionQuery", "GetBooking", "GetUserBookings", "CreateBooking",
                "ProcessPayment");

        Answer introspected = send(operations.get("IntrospectionQuery"), "");
        assertThat(introspected.has("errors")).isFalse();
        Answer created = send(operations.get("CreateBooking"), "");
        String id = created.text("data.create_booking.booking.id");
        assertAsShown(operations.get("CreateBooking"), 0, created);
        assertAsShown(operations.get("CreateBooking"), 1, send(operations.get("CreateBooking"), ""));
        Answer paid = send(operations.get("ProcessPayment"), id);
        assertAsShown(operations.get("ProcessPayment"), 0, paid);
        assertAsShown(operations.get("GetBooking"), 0, send(operations.get("GetBooking"), id));
        assertAsShown(operations.get("GetUserBookings"), 0, send(operations.get("GetUserBookings"), id));
    }

    @Test
    void the_root_and_the_playground_are_where_the_document_says() throws Exception {
        var client = HttpClient.newHttpClient();
        var root = client.send(HttpRequest.newBuilder(house.url("/")).build(), BodyHandlers.ofString());
        assertThat(root.body()).isEqualToIgnoringWhitespace(document.jsonAfter("### Root Endpoint"));

        var playground = client.send(HttpRequest.newBuilder(house.url("/graphql")).header("Accept", "text/html").build(),
                BodyHandlers.ofString());
        assertThat(playground.statusCode()).isEqualTo(200);
        assertThat(playground.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(playground.body()).containsIgnoringCase("graphiql");
        client.close();
    }

    private static void assertAsShown(Example example, int which, Answer answer) {
        assertThat(withoutIds(answer.text())).isEqualToIgnoringWhitespace(withoutIds(example.answers().get(which)));
    }

    /** Ids and times differ from run to run; everything else is to the letter. */
    private static String withoutIds(String json) {
        return json.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z", "TIME");
    }

    private Answer send(Example example, String booking) throws Exception {
        String variables = booking.isEmpty() ? example.variables()
                : example.variables().replace("550e8400-e29b-41d4-a716-446655440000", booking);
        try (var client = HttpClient.newHttpClient()) {
            return Answer.of(client.send(HttpRequest.newBuilder(house.url("/graphql"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"query\":" + House.quoted(example.operation()) + ",\"variables\":"
                            + variables + "}"))
                    .build(), BodyHandlers.ofString()));
        }
    }

    /** Runs the command itself. */
    private Answer run(String curl, String booking) {
        String command = curl.replace("localhost:8004", "127.0.0.1:" + house.port())
                .replace("booking_id_from_step1", booking).replace("BOOKING_ID_FROM_STEP_1", booking)
                .replaceFirst("^curl ", "curl --silent --show-error --fail --max-time 30 ");
        try {
            Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).as(command).isTrue();
            assertThat(process.exitValue()).as(command + "\n" + output).isZero();
            return Answer.of(output);
        } catch (IOException e) {
            throw new AssertionError("bash and curl are needed to run the document's commands", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
