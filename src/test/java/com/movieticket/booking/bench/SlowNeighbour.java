package com.movieticket.booking.bench;

import java.util.List;
import java.util.function.Consumer;

/** Ten thousand new bookings at once that all wait for a user service of two seconds. */
final class SlowNeighbour implements Row {
    @Override
    public String name() {
        return "slow";
    }

    @Override
    public String title() {
        return "Ten thousand new bookings at once, while the user service takes two seconds";
    }

    @Override
    public List<Figure> measure(Consumer<String> progress) throws Exception {
        progress.accept("warming up, then all at once");
        SlowNeighbourBench.Result result = SlowNeighbourBench.with();
        return List.of(
                Figure.alone("in flight at once, at most", result.mostInFlight(), ""),
                Figure.alone("that were told to come again, or failed", result.bookings() - result.atOnce(), "").atMost(0),
                Figure.alone("that failed in the end", result.bookings() - result.succeeded(), "").atMost(0),
                Figure.alone("heap, after a collection at most", result.heapMegabytes(), "MB").atMost(256),
                Figure.alone("until all who did had succeeded", result.took().toMillis() / 1000.0, "s"));
    }
}
