package com.movieticket.booking.frontdoor;

import com.movieticket.booking.frontdoor.Audience.Heard;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.RabbitMqNode;
import io.helidon.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The service with a real RabbitMQ, there and away. */
class RealBrokerIT {
    private static final List<String> COMMON = List.of("event_id", "event_type", "timestamp", "booking_id", "user_id",
            "user_email", "showtime_id", "movie_title", "cinema_name", "showtime", "seats", "total_amount");
    private static Optional<RabbitMqNode> node = Optional.empty();

    @BeforeAll
    static void startBroker() {
        RabbitMqNode.assumeInstalled();
        node = Optional.of(RabbitMqNode.started());
    }

    @AfterAll
    static void stopBroker() {
        node.ifPresent(RabbitMqNode::close);
    }

    @Test
    void events_carry_every_property_and_field_of_the_contract() throws Exception {
        try (var house = House.open(Map.of("RABBITMQ_URL", node.orElseThrow().uri()));
             var audience = Audience.at(node.orElseThrow().uri())) {
            String confirmed = house.booked();
            house.pay(confirmed, "4242424242424242");
            house.cancel(confirmed);
            String cancelled = house.booked();
            house.cancel(cancelled);

            List<Heard> story = audience.hears(confirmed, "booking.pending_payment", "booking.confirmed",
                    "booking.cancelled", "booking.refunded");
            assertEvent(story.get(0), confirmed, "lock_id", "lock_expires_at");
            assertEvent(story.get(1), confirmed, "transaction_id");
            assertEvent(story.get(2), confirmed, "reason");
            assertEvent(story.get(3), confirmed, "transaction_id", "refund_transaction_id", "refund_amount", "reason");
            assertThat(story.get(3).json().number("refund_amount")).isCloseTo(15.0, within(0.001));
            assertEvent(audience.hears(cancelled, "booking.pending_payment", "booking.cancelled").getLast(), cancelled,
                    "reason");
        }
    }

    @Test
    void bookings_are_made_while_the_broker_is_away_and_their_events_arrive_when_it_is_back() throws Exception {
        try (var house = House.open(Map.of("RABBITMQ_URL", node.orElseThrow().uri(), "OUTBOX_TAKE_OVER", "5s"))) {
            Audience.at(node.orElseThrow().uri()).close();
            node.orElseThrow().stop(); // not killed: it would forget a binding that it has only just learned of

            var bookings = new ArrayList<String>();
            for (int i = 0; i < 20; i++) {
                String id = house.booked();
                assertThat(house.pay(id, "4242424242424242").flag("data.process_payment.success")).isTrue();
                bookings.add(id);
            }
            node.orElseThrow().start();

            try (var audience = Audience.at(node.orElseThrow().uri())) {
                for (String id : bookings) {
                    audience.hears(id, "booking.pending_payment", "booking.confirmed");
                }
            }
        }
    }

    @Test
    void a_broker_that_is_short_of_memory_is_told_of_in_health_and_gets_its_events_later() throws Exception {
        try (var house = House.open(Map.of("RABBITMQ_URL", node.orElseThrow().uri(), "RABBITMQ_TIMEOUT", "2s",
                     "OUTBOX_TAKE_OVER", "2s"));
             var audience = Audience.at(node.orElseThrow().uri())) {
            String told = house.booked();
            audience.hears(told, "booking.pending_payment");
            node.orElseThrow().control("set_vm_memory_high_watermark", "absolute", "1");
            String kept;
            try {
                kept = house.booked(); // the broker blocks those who publish
                Eventually.within(Duration.ofSeconds(30)).every(Duration.ofMillis(250)).check(() ->
                        assertThat(broker(house)).contains("blocked by the broker: low on memory; events wait in the outbox"));
                assertThat(house.ready()).isTrue();
            } finally {
                node.orElseThrow().control("set_vm_memory_high_watermark", "absolute", "512MB");
            }
            audience.hearsPerhapsAgain(kept, "booking.pending_payment");
        }
    }

    private static Optional<String> broker(House house) {
        try {
            return house.readiness("rabbitmq").stringValue("problem");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertEvent(Heard message, String booking, String... beyond) {
        var properties = message.properties();
        JsonObject body = message.json().json();
        String id = message.json().text("event_id");
        assertThat(properties.getContentType()).isEqualTo("application/json");
        assertThat(properties.getDeliveryMode()).as("persistent").isEqualTo(2);
        assertThat(properties.getMessageId()).isEqualTo(id);
        assertThat(properties.getType()).isEqualTo(message.routingKey()).isEqualTo(message.json().text("event_type"));
        assertThat(properties.getTimestamp()).isNotNull();
        assertThat(properties.getAppId()).isEqualTo("booking-service");
        assertThat(properties.getCorrelationId()).isEqualTo(booking);
        assertThat(properties.getHeaders().get("traceparent").toString()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");

        var fields = new ArrayList<>(COMMON);
        fields.addAll(List.of(beyond));
        assertThat(body.keysAsStrings()).containsExactlyInAnyOrderElementsOf(fields);
        assertThat(message.json().text("booking_id")).isEqualTo(booking);
        assertThat(message.json().text("user_id")).isEqualTo("user123");
        assertThat(message.json().text("user_email")).contains("@");
        assertThat(Instant.parse(message.json().text("showtime"))).isAfter(Instant.EPOCH);
        assertThat(Instant.parse(message.json().text("timestamp"))).isAfter(Instant.EPOCH);
        assertThat(message.json().number("total_amount")).isCloseTo(15.0, within(0.001));
        assertThat(message.json().text("seats.0")).isNotEmpty();
    }
}
