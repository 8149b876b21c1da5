package com.movieticket.booking.simulation;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.BookingState.Confirmed;
import com.movieticket.booking.booking.BookingStatus;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.simulation.SimulatedPayments.Entry;
import com.movieticket.booking.testing.StoreInMemory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds the history of a run against what we promise about money, seats and events. */
final class Promises {
    private final List<String> broken = new ArrayList<>();
    private final StoreInMemory store;
    private final SimulatedPayments payments;
    private final SimulatedBroker broker;
    private final SimulatedCinema cinema;

    private Promises(StoreInMemory store, SimulatedPayments payments, SimulatedBroker broker, SimulatedCinema cinema) {
        this.store = store;
        this.payments = payments;
        this.broker = broker;
        this.cinema = cinema;
    }

    /** Which promises were broken, in words. */
    static List<String> broken(StoreInMemory store, SimulatedPayments payments, SimulatedBroker broker,
                               SimulatedCinema cinema) {
        var promises = new Promises(store, payments, broker, cinema);
        promises.oneCharge();
        promises.oneOwnerPerSeat();
        promises.noSeatIsSoldToNobody();
        promises.oneEnd();
        promises.nobodyPaysForNothing();
        promises.noEventLostNoneInvented();
        return promises.broken;
    }

    private void oneCharge() {
        if (payments.mostStanding() > 1) {
            broken.add("1. a booking had " + payments.mostStanding() + " unrefunded charges at a time");
        }
        payments.ledger().stream()
                .filter(entry -> !entry.standing().name().equals("FAILED"))
                .collect(Collectors.groupingBy(Entry::key, LinkedHashMap::new, Collectors.counting()))
                .forEach((key, times) -> {
                    if (times > 1) {
                        broken.add("1. charged " + times + " times under one key: " + key);
                    }
                });
    }

    /** Seats of a confirmed booking belong to nobody else until it is cancelled. */
    private void oneOwnerPerSeat() {
        var owners = new HashMap<String, BookingId>();
        for (Change change : store.written()) {
            Booking booking = change.booking();
            for (String seat : booking.seats().values()) {
                if (booking.state() instanceof Confirmed) {
                    BookingId before = owners.put(seat, booking.id());
                    if (before != null) {
                        broken.add("3. seat " + seat + " was sold to " + before + " and to " + booking.id());
                    }
                } else {
                    owners.remove(seat, booking.id());
                }
            }
        }
    }

    /** In the end the cinema has sold what is confirmed, and nothing else: no timer ever gives sold seats back. */
    private void noSeatIsSoldToNobody() {
        var bookings = new HashMap<BookingId, Booking>();
        store.all().forEach(booking -> bookings.put(booking.id(), booking));
        cinema.sold().forEach((seat, id) -> {
            if (bookings.get(id).status() != BookingStatus.CONFIRMED) {
                broken.add("3. seat " + seat + " stays sold to " + id + ", which is " + bookings.get(id).status());
            }
        });
        bookings.values().stream().filter(booking -> booking.status() == BookingStatus.CONFIRMED)
                .flatMap(booking -> booking.seats().values().stream().filter(seat ->
                        !booking.id().equals(cinema.sold().get(seat))))
                .forEach(seat -> broken.add("3. seat " + seat + " is confirmed, and the cinema hasn't sold it"));
    }

    private void oneEnd() {
        for (Booking booking : store.all()) {
            switch (booking.status()) {
                case CONFIRMED, CANCELLED, REFUNDED -> { }
                case PENDING_PAYMENT, REFUND_PENDING ->
                        broken.add("4. " + booking.id() + " never ended: " + booking.state());
            }
        }
    }

    private void nobodyPaysForNothing() {
        for (Booking booking : store.all()) {
            long standing = payments.standing(booking.id());
            if (standing != (booking.status() == BookingStatus.CONFIRMED ? 1 : 0)) {
                broken.add("5. " + booking.id() + " is " + booking.status() + " with " + standing
                        + " unrefunded charges");
            }
        }
    }

    private void noEventLostNoneInvented() {
        Map<BookingId, List<String>> committed = new LinkedHashMap<>();
        for (Change change : store.written()) {
            change.event().ifPresent(event ->
                    committed.computeIfAbsent(event.bookingId(), _ -> new ArrayList<>()).add(event.id()));
        }
        Map<BookingId, List<String>> delivered = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (BookingEvent event : broker.received()) {
            if (seen.add(event.id())) {
                delivered.computeIfAbsent(event.bookingId(), _ -> new ArrayList<>()).add(event.id());
            }
        }
        committed.forEach((booking, events) -> {
            if (!events.equals(delivered.get(booking))) {
                broken.add("6. " + booking + " caused " + events + ", delivered were " + delivered.get(booking));
            }
        });
        delivered.keySet().stream().filter(booking -> !committed.containsKey(booking)).forEach(booking ->
                broken.add("6. events of " + booking + " were invented"));
    }
}
