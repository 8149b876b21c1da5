package com.movieticket.booking.crash;

import com.movieticket.booking.crash.BoxOffice.Offer;
import com.movieticket.booking.frontdoor.Answer;
import com.movieticket.booking.frontdoor.House;
import com.movieticket.booking.sandbox.TestCard;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * People who book, pay, pay badly, pay twice, change their minds and forget, many at once. Whoever gets no answer from one
 * instance of the service asks another.
 */
final class Customers implements AutoCloseable {
    /** How often a payment is tried whose answer was lost. */
    private static final int PATIENCE = 4;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger made = new AtomicInteger();
    private final Told told = Told.nothing();
    private final Supplier<URI> door;
    private final BoxOffice boxOffice;
    private final Plans plans;
    private final long seed;

    /** How somebody's visit goes, once the seats are booked. */
    interface Plans {
        Plan draw(RandomGenerator random);
    }

    /** What a customer does with a booking. */
    enum Plan {
        PAY, PAY_AFTER_A_DECLINE, PAY_WITH_A_CARD_THAT_BREAKS, PAY_WITH_A_CARD_THAT_IS_SILENT, PAY_TWICE_AT_ONCE,
        PAY_AND_CANCEL, CANCEL, FORGET;

        /** Most pay; each of the others often enough to meet a crash. */
        static Plan any(RandomGenerator random) {
            int draw = random.nextInt(100);
            return draw < 55 ? PAY
                    : draw < 63 ? PAY_AFTER_A_DECLINE
                    : draw < 70 ? PAY_WITH_A_CARD_THAT_BREAKS
                    : draw < 71 ? PAY_WITH_A_CARD_THAT_IS_SILENT
                    : draw < 77 ? PAY_TWICE_AT_ONCE
                    : draw < 86 ? PAY_AND_CANCEL
                    : draw < 93 ? CANCEL : FORGET;
        }
    }

    /**
     * @param door where to go, asked anew for each request
     */
    Customers(Supplier<URI> door, BoxOffice boxOffice, Plans plans, long seed) {
        this.door = door;
        this.boxOffice = boxOffice;
        this.plans = plans;
        this.seed = seed;
    }

    /** How many bookings have been acknowledged so far. */
    int made() {
        return made.get();
    }

    Told told() {
        return told;
    }

    /** Has so many customers come one after the other until so many bookings have been acknowledged in all. */
    void come(int atOnce, int bookings) throws Exception {
        var visits = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < atOnce; i++) {
                var random = new Random(seed + i);
                visits.add(threads.submit(() -> {
                    while (made.get() < bookings) {
                        visit(random);
                    }
                }));
            }
        }
        for (Future<?> visit : visits) {
            visit.get(); // so that what went wrong there is heard here
        }
    }

    private void visit(Random random) {
        Offer offer = boxOffice.offer(random);
        ask(House.creation("user123", offer.showtime(), offer.seats()))
                .filter(answer -> succeeded(answer, "create_booking"))
                .map(answer -> answer.text("data.create_booking.booking.id"))
                .ifPresent(booking -> {
                    told.created().add(booking);
                    made.incrementAndGet();
                    follow(plans.draw(random), booking);
                });
    }

    private void follow(Plan plan, String booking) {
        switch (plan) {
            case PAY -> pay(booking, TestCard.APPROVED);
            case PAY_AFTER_A_DECLINE -> {
                pay(booking, TestCard.DECLINED);
                pay(booking, TestCard.APPROVED);
            }
            case PAY_WITH_A_CARD_THAT_BREAKS -> {
                pay(booking, TestCard.BROKEN);
                pay(booking, TestCard.APPROVED);
            }
            case PAY_WITH_A_CARD_THAT_IS_SILENT -> pay(booking, TestCard.SILENT);
            case PAY_TWICE_AT_ONCE -> {
                Thread other = Thread.startVirtualThread(() -> pay(booking, TestCard.APPROVED));
                pay(booking, TestCard.APPROVED);
                join(other);
            }
            case PAY_AND_CANCEL -> {
                pay(booking, TestCard.APPROVED);
                cancel(booking);
            }
            case CANCEL -> cancel(booking);
            case FORGET -> { }
        }
    }

    /** People press the button again when the page doesn't come. */
    private void pay(String booking, TestCard card) {
        for (int i = 0; i < PATIENCE; i++) {
            Optional<Answer> answer = ask(House.payment(booking, card.number()));
            answer.filter(it -> succeeded(it, "process_payment")).ifPresent(_ -> told.paid().add(booking));
            if (answer.isPresent()) {
                return;
            }
        }
    }

    private void cancel(String booking) {
        told.givenUp().add(booking);
        ask(House.cancellation(booking)).filter(answer -> succeeded(answer, "cancel_booking"))
                .ifPresent(_ -> told.cancelled().add(booking));
    }

    private static boolean succeeded(Answer answer, String mutation) {
        return !answer.has("errors") && answer.flag("data." + mutation + ".success");
    }

    /** Empty when nobody answers. */
    private Optional<Answer> ask(String document) {
        try {
            HttpResponse<String> response = client.send(House.request(door.get(), document), BodyHandlers.ofString());
            return Optional.of(Answer.of(response));
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What they heard to the last, for the log. */
    @Override
    public String toString() {
        return "%d bookings acknowledged, %d of them as paid, %d as cancelled".formatted(
                told.created().size(), told.paid().size(), told.cancelled().size());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
