package com.movieticket.booking.simulation;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.IdempotencyKey;
import com.movieticket.booking.booking.PaymentMethod;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.workflow.Authority;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.CancellingBooking;
import com.movieticket.booking.workflow.CardDetails;
import com.movieticket.booking.workflow.CreatingBooking;
import com.movieticket.booking.workflow.Outcome;
import com.movieticket.booking.workflow.PayingBooking;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Somebody who wants seats that others want too, pays late, twice, or not at all, and changes their mind. */
final class Customer {
    private static final ShowtimeId SHOWTIME = new ShowtimeId("showtime_123");
    private static final Duration THINKING = Duration.ofSeconds(120);

    private final World world;
    private final String name;
    private final Supplier<Service> anyService;
    private final Caller caller;

    Customer(World world, String name, Supplier<Service> anyService) {
        this.world = world;
        this.name = name;
        this.anyService = anyService;
        this.caller = new Caller(Authority.ANY_USER, Optional.empty(), "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
    }

    /** Two bookings wanted, one after the other. */
    void shop() {
        for (int i = 0; i < 2; i++) {
            world.pause(world.upTo(THINKING));
            Optional<IdempotencyKey> key = world.random().nextBoolean()
                    ? Optional.of(new IdempotencyKey(name + "-" + i)) : Optional.empty();
            create(new CreatingBooking.Order(new UserId(name), SHOWTIME, seats(), key))
                    .flatMap(outcome -> outcome instanceof Outcome.Created(var booking)
                            ? Optional.of(booking.id()) : Optional.empty())
                    .ifPresent(this::goOn);
        }
    }

    /** Who has a key asks again when nobody answers. */
    private Optional<Outcome> create(CreatingBooking.Order order) {
        Optional<Outcome> outcome = Optional.empty();
        for (int tries = order.key().isPresent() ? 4 : 1; tries > 0 && outcome.isEmpty(); tries--) {
            world.pause(world.upTo(Duration.ofSeconds(20)));
            outcome = ask("create " + order.seats() + order.key().map(key -> " under " + key.value()).orElse(""),
                    service -> service.creating.create(order, caller));
        }
        return outcome;
    }

    private void goOn(BookingId booking) {
        world.pause(world.upTo(THINKING));
        switch (world.random().nextInt(8)) {
            case 0 -> { } // forgets about it
            case 1 -> cancel(booking);
            case 2 -> world.pause(Service.HOLD);
            case 3 -> world.spawn(() -> pay(booking)); // in two windows at once
            default -> pay(booking);
        }
        pay(booking);
        if (world.oneIn(4)) {
            world.pause(world.upTo(THINKING));
            cancel(booking);
        }
    }

    private void pay(BookingId booking) {
        for (int i = 0; i < 3; i++) {
            var order = new PayingBooking.Order(booking, PaymentMethod.CREDIT_CARD, CardDetails.NONE);
            Optional<Outcome> outcome = ask("pay", service -> service.paying.pay(order, caller));
            if (outcome.isPresent() && !(outcome.get() instanceof Outcome.PaymentDeclined)) {
                return;
            }
            world.pause(world.upTo(THINKING));
        }
    }

    private void cancel(BookingId booking) {
        ask("cancel", service -> service.cancelling.cancel(
                new CancellingBooking.Order(booking, "cancelled by user"), caller));
    }

    private Optional<Outcome> ask(String what, Function<Service, Outcome> useCase) {
        Service service = anyService.get();
        world.note(name, () -> what);
        Optional<Outcome> outcome = service.request(() -> useCase.apply(service));
        world.note(name, () -> what + " = " + outcome.map(o -> o.getClass().getSimpleName()).orElse("error"));
        return outcome;
    }

    private SeatNumbers seats() {
        int first = world.random().nextInt(4);
        return new SeatNumbers(Stream.of("A1", "A2", "A3", "A4").skip(first).limit(1 + world.random().nextInt(2))
                .toList());
    }
}
