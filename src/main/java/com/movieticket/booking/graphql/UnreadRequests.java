package com.movieticket.booking.graphql;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Turns away, unread, requests that {@link LoadShedding} would turn away once they were read: those that can't be about a
 * booking which waits to be paid or given up, since nothing in them is called so. To read one only to turn it away costs a
 * good part of what a booking costs, and at three times the load two of three are turned away. New bookings may wait for their turn
 * instead.
 */
public final class UnreadRequests {
    private static final String TARGET = "/graphql";
    /** A read would rather be asked again, perhaps of another instance; it has nothing to lose by that. */
    private static final String PATIENT = "create_booking";
    /** Of those that have to be read: they ask for what has right of way, or may, under another name. */
    private static final List<String> TO_BE_READ = Stream.concat(DocumentReader.URGENT.stream(),
            Stream.of("documentId", "persistedQuery", "\\u")).toList();

    private final LoadShedding shedding;
    private final RequestObserver observer;

    /** @param observer hears of each one that is turned away */
    public UnreadRequests(LoadShedding shedding, RequestObserver observer) {
        this.shedding = shedding;
        this.observer = observer;
    }

    /** Whether any are turned away just now, as far as is known without looking closer. */
    public boolean isBusy() {
        return shedding.isBusy();
    }

    /**
     * What a request has to wait for before it is read; it says whether it has come. If so, {@link #forgo} has to be called
     * when the request has ended, whatever comes of it; if not, it is turned away.
     *
     * @param target  of a {@code POST} of JSON, as it was sent
     * @param content each character is a byte of it
     * @param size    of all of the request, in bytes
     * @return empty when it is to be read at once
     */
    public Optional<BooleanSupplier> turn(String target, String content, int size) {
        if (!target.equals(TARGET) || TO_BE_READ.stream().anyMatch(content::contains)) {
            return Optional.empty();
        }
        return shedding.turn(size, content.contains(PATIENT)).map(turn -> () -> comes(turn));
    }

    private boolean comes(Turn turn) {
        try {
            return shedding.await(turn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The calling thread's request has ended: if it was called but never begun, the next one is. */
    public void forgo() {
        shedding.forgo();
    }

    /** What one is told who is turned away, in the trace at hand if there is one: JSON. It is taken note of. */
    public byte[] answer() {
        observer.shed();
        return ResponseBody.of(GraphQlExecution.OVERLOADED);
    }
}
