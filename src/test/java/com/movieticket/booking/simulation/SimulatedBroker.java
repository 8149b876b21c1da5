package com.movieticket.booking.simulation;

import com.movieticket.booking.booking.BookingEvent;

import java.util.ArrayList;
import java.util.List;

/** The broker: remembers everything that reached it. */
final class SimulatedBroker {
    private final List<BookingEvent> received = new ArrayList<>();

    /** What the relay hears. */
    enum Answer { CONFIRMED, NOTHING }

    Answer publish(BookingEvent event) {
        received.add(event);
        return Answer.CONFIRMED;
    }

    /** Everything received, in order, redeliveries included. */
    List<BookingEvent> received() {
        return received;
    }
}
