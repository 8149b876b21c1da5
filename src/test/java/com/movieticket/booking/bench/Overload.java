package com.movieticket.booking.bench;

import com.movieticket.booking.frontdoor.Program;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What the service still does when three times as much is asked as it can do: how much of its best, and how long those wait
 * that it takes, beside what they wait at 70 % of its best. With long lists, and with new bookings.
 *
 * <p>It has a quarter of a processor, since else two would not be enough to ask for three times as much, and to be the
 * neighbours of what is done.
 */
final class Overload implements Row {
    private static final double SHARE = 0.25;
    private static final int LISTED = 200;
    /** More than are let in with 256 MB, so that turning away is warm, too. */
    private static final int CROWD = 2_000;
    private static final Duration CROWDED = Duration.ofSeconds(15);
    private static final List<Integer> CONNECTIONS = List.of(16, 32, 64);
    /** What was learnt in a rush is forgotten after ten seconds. */
    private static final Duration REST = Duration.ofSeconds(12);
    private static final Duration STRETCH = Duration.ofSeconds(15);
    private static final Duration ONSET = Duration.ofSeconds(10);
    /** For each second, while the service rests. */
    private static final double FEW = 20;
    private static final int ROUNDS = 3;

    /**
     * What is asked for.
     *
     * @param what   for people
     * @param sign   of an answer that is as wanted
     * @param warmUp so many first
     */
    private record Wish(String what, Supplier<String> documents, String sign, int warmUp) {
        OpenLoop at(int port) {
            return new OpenLoop(port, documents, body -> body.contains(sign));
        }
    }

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public String title() {
        return "Three times as much as can be done with a quarter of a processor";
    }

    @Override
    public List<Figure> measure(Consumer<String> progress) throws Exception {
        var seats = new Requests.Seats("s");
        var lists = new Wish("lists of a hundred bookings", Requests::listing, "\"get_user_bookings\":[{", 20_000);
        var bookings = new Wish("new bookings", seats::creation, Requests.BOOKED, 40_000);
        return Stream.concat(measured(lists, progress).stream(), measured(bookings, progress).stream()).toList();
    }

    private static List<Figure> measured(Wish wish, Consumer<String> progress) throws Exception {
        try (var parts = Parts.start(); var service = Launch.service(parts.environment(), "-XX:ActiveProcessorCount=1")) {
            parts.addShowtimes("s", 9_000);
            parts.addShowtimes("listed", 2);
            progress.accept(wish.what + ": warming up");
            var seats = new Requests.Seats("listed");
            Saturation.turns(service.port(), LISTED, wire -> Saturation.good(wire, seats.creation(), Requests.BOOKED));
            Saturation.turns(service.port(), wish.warmUp, wire -> Saturation.good(wire, wish.documents.get(), wish.sign));
            progress.accept("a crowd: " + wish.at(service.port()).closed(CROWD, CROWDED));
            return figures(wish, service, progress);
        }
    }

    private static List<Figure> figures(Wish wish, Program service, Consumer<String> progress)
            throws IOException, InterruptedException {
        OpenLoop load = wish.at(service.port());
        var rounds = new ArrayList<Round>();
        try (var _ = ProcessorQuota.of(service.pid(), SHARE)) {
            for (int i = 0; i < ROUNDS; i++) {
                rounds.add(Round.of(load, progress));
                if (!service.alive()) {
                    throw new IllegalStateException("the service did not survive the rush: " + service.output());
                }
            }
        }
        Round done = median(rounds, round -> round.over.goodput() / round.best);
        Round soon = median(rounds, round -> round.over.millis(99) / round.calm.millis(99));
        Round doneAtFirst = median(rounds, round -> round.onset.goodput() / round.best);
        Round soonAtFirst = median(rounds, round -> round.onset.millis(99) / round.calm.millis(99));
        return List.of(
                Figure.beside(wish.what + ", beside the best", done.over.goodput(), done.best, "/s").atLeastTimes(0.8),
                Figure.beside("p99 of those, beside that at 70 %", soon.over.millis(99), soon.calm.millis(99), "ms")
                        .atMostTimes(2),
                Figure.beside("in the first ten seconds", doneAtFirst.onset.goodput(), doneAtFirst.best, "/s"),
                Figure.beside("p99 of those, beside that at 70 %", soonAtFirst.onset.millis(99),
                        soonAtFirst.calm.millis(99), "ms"));
    }

    private static Round median(List<Round> rounds, ToDoubleFunction<Round> number) {
        return rounds.stream().sorted(Comparator.comparingDouble(number)).toList().get(rounds.size() / 2);
    }

    /**
     * From calm to rush, all in the same minute or so, since the machine isn't the same in the next.
     *
     * @param best  that was done, for each second, with as much asked as is done
     * @param calm  at 70 % of that
     * @param onset at 300 %, at first
     * @param over  then
     */
    private record Round(double best, OpenLoop.Result calm, OpenLoop.Result onset, OpenLoop.Result over) {
        static Round of(OpenLoop load, Consumer<String> progress) throws InterruptedException {
            load.open(FEW, REST);
            double best = best(load, progress);
            OpenLoop.Result calm = load.open(0.7 * best, STRETCH);
            progress.accept("at 70 %: " + calm);
            OpenLoop.Result onset = load.open(3 * best, ONSET);
            progress.accept("at 300 %, at first: " + onset);
            OpenLoop.Result over = load.open(3 * best, STRETCH);
            progress.accept("at 300 %: " + over);
            return new Round(best, calm, onset, over);
        }

        private static double best(OpenLoop load, Consumer<String> progress) throws InterruptedException {
            double best = 0;
            for (int connections : CONNECTIONS) {
                OpenLoop.Result result = load.closed(connections, Duration.ofSeconds(6));
                progress.accept("%d connections: %s".formatted(connections, result));
                best = Math.max(best, result.goodput());
            }
            return best;
        }
    }
}
