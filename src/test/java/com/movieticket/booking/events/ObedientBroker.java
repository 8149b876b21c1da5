package com.movieticket.booking.events;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingId;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A broker that does what the test says: answers as told, at once or when let go, and can be away. Thread-safe. Holds
 * an answer back for seconds at most, so that a test that would wait forever fails.
 */
final class ObedientBroker implements Broker {
    private final List<BookingEvent> received = new ArrayList<>();
    private final Set<BookingId> inFlight = ConcurrentHashMap.newKeySet();
    private final Semaphore answers = new Semaphore(0);
    private volatile boolean holding;
    private volatile boolean connected = true;
    private volatile boolean disorder;
    private volatile Outcome answer = Outcome.CONFIRMED;

    @Override
    public Outcome publish(BookingEvent event) {
        if (!inFlight.add(event.bookingId())) {
            disorder = true;
        }
        synchronized (received) {
            received.add(event);
        }
        try {
            return !holding || answers.tryAcquire(5, TimeUnit.SECONDS) ? answer : Outcome.FAILED;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Outcome.FAILED;
        } finally {
            inFlight.remove(event.bookingId());
        }
    }

    @Override
    public boolean connected() {
        return connected;
    }

    void connected(boolean now) {
        connected = now;
    }

    void answers(Outcome outcome) {
        answer = outcome;
    }

    /** From now on answers are held back. */
    void hold() {
        holding = true;
    }

    /** Answers all that is held back, and from now on at once. */
    void letGo() {
        holding = false;
        answers.release(1_000_000);
    }

    /** Everything that was ever published, in the order in which it came. */
    List<BookingEvent> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** Whether two events of one booking were ever under way at a time. */
    boolean sawDisorder() {
        return disorder;
    }
}
