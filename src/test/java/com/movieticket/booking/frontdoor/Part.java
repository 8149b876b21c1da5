package com.movieticket.booking.frontdoor;

import com.movieticket.booking.sandbox.Neighbour;

import java.util.stream.Stream;

/** What the service depends on, by all the names that it goes by. */
enum Part {
    USERS(Neighbour.USERS, "user service", "User service", "user-service"),
    CINEMA(Neighbour.CINEMA, "cinema service", "Cinema service", "cinema-service"),
    PAYMENTS(Neighbour.PAYMENTS, "payment service", "Payment service", "payment-service"),
    STORE(Neighbour.MONGODB, "MongoDB", "Booking store", "mongodb"),
    BROKER(Neighbour.RABBITMQ, "RabbitMQ", "RabbitMQ", "rabbitmq");

    private final Neighbour neighbour;
    private final String heading;
    private final String title;
    private final String check;

    Part(Neighbour neighbour, String heading, String title, String check) {
        this.neighbour = neighbour;
        this.heading = heading;
        this.title = title;
        this.check = check;
    }

    Neighbour neighbour() {
        return neighbour;
    }

    /** In the document's tables. */
    String heading() {
        return heading;
    }

    /** As clients hear of it; of the broker they never do. */
    String title() {
        return title;
    }

    /** In the readiness report. */
    String check() {
        return check;
    }

    static Stream<Part> all() {
        return Stream.of(values());
    }
}
