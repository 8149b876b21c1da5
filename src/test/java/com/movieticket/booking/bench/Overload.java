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
    private static final Duration CROWDED = Duration.ofSeconds(6);
    private static final Duration UNCROWDED = Duration.ofSeconds(4);
    /** They take no more of the service's processor time than this. */
    private static final double COMPILERS_AT_REST = 0.02;
    private static final int MOST_CROWDS = 25;
    private static final List<Integer> CONNECTIONS = List.of(8, 16, 32, 64);
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
     * @param what for people
     * @param sign of an answer that is as wanted
     */
    private record Wish(String what, Supplier<String> documents, String sign) {
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
        var lists = new Wish("lists of a hundred bookings", Requests::listing, "\"get_user_bookings\":[{");
        var bookings = new Wish("new bookings", seats::creation, Requests.BOOKED);
        return Stream.concat(measured(lists, progress).stream(), measured(bookings, progress).stream()).toList();
    }

    private static List<Figure> measured(Wish wish, Consumer<String> progress) throws Exception {
        try (var parts = Parts.start(); var service = Launch.service(parts.environment(), "-XX:ActiveProcessorCount=1")) {
            parts.addShowtimes("s", 9_000);
            parts.addShowtimes("listed", 2);
            progress.accept(wish.what + ": warming up");
            var seats = new Requests.Seats("listed");
            Saturation.turns(service.port(), LISTED, wire -> Saturation.good(wire, seats.creation(), Requests.BOOKED));
            untilCompilersRest(wish.at(service.port()), service.pid(), progress);
            return figures(wish, service, progress);
        }
    }

    /** With a quarter of a processor one method that is compiled then takes it from everybody for a second. */
    private static void untilCompilersRest(OpenLoop load, long pid, Consumer<String> progress) throws InterruptedException {
        double share = 1;
        for (int i = 0; i < MOST_CROWDS && share > COMPILERS_AT_REST; i++) {
            long all = Processor.micros(pid);
            long compilers = Processor.microsOfCompilers(pid);
            load.closed(Saturation.CONNECTIONS, UNCROWDED);
            OpenLoop.Result crowd = load.closed(CROWD, CROWDED);
            share = (double) (Processor.microsOfCompilers(pid) - compilers) / (Processor.micros(pid) - all);
            progress.accept("a crowd: %s; compilers %.1f %%".formatted(crowd, 100 * share));
        }
    }

    private static List<Figure> figures(Wish wish, Program service, Consumer<String> progress)
            throws IOException, InterruptedException {
        OpenLoop load = wish.at(service.port());
        var rushes = new ArrayList<Rush>();
        try (var _ = ProcessorQuota.of(service.pid(), SHARE)) {
            Calm before = Calm.of(load, progress);
            for (int i = 0; i < ROUNDS; i++) {
                rushes.add(Rush.after(before, load, progress));
                if (!service.alive()) {
                    throw new IllegalStateException("the service did not survive the rush: " + service.output());
                }
                before = rushes.getLast().after;
            }
        }
        Rush done = median(rushes, rush -> rush.over.goodput() / rush.best());
        Rush soon = median(rushes, rush -> rush.over.millis(99) / rush.calm99());
        Rush doneAtFirst = median(rushes, rush -> rush.onset.goodput() / rush.best());
        Rush soonAtFirst = median(rushes, rush -> rush.onset.millis(99) / rush.calm99());
        return List.of(
                Figure.beside(wish.what + ", beside the best", done.over.goodput(), done.best(), "/s").atLeastTimes(0.8),
                Figure.beside("p99 of those, beside that at 70 %", soon.over.millis(99), soon.calm99(), "ms")
                        .atMostTimes(2),
                Figure.beside("in the first ten seconds", doneAtFirst.onset.goodput(), doneAtFirst.best(), "/s"),
                Figure.beside("p99 of those, beside that at 70 %", soonAtFirst.onset.millis(99), soonAtFirst.calm99(),
                        "ms"));
    }

    private static Rush median(List<Rush> rushes, ToDoubleFunction<Rush> number) {
        return rushes.stream().sorted(Comparator.comparingDouble(number)).toList().get(rushes.size() / 2);
    }

    /**
     * What the service does when it isn't asked for more than it can do.
     *
     * @param best that was done, for each second, with as much asked as is done
     * @param at70 percent of that
     */
    private record Calm(double best, OpenLoop.Result at70) {
        static Calm of(OpenLoop load, Consumer<String> progress) throws InterruptedException {
            load.open(FEW, REST);
            double best = 0;
            for (int connections : CONNECTIONS) {
                OpenLoop.Result result = load.closed(connections, Duration.ofSeconds(6));
                progress.accept("%d connections: %s".formatted(connections, result));
                best = Math.max(best, result.goodput());
            }
            OpenLoop.Result at70 = load.open(0.7 * best, STRETCH);
            progress.accept("at 70 %: " + at70);
            return new Calm(best, at70);
        }
    }

    /**
     * Three times as much as the best of the calm before it. It is held against the calm on both sides of it, since the
     * machine isn't the same in the next minute.
     *
     * @param onset its first seconds
     * @param over  then
     */
    private record Rush(Calm before, OpenLoop.Result onset, OpenLoop.Result over, Calm after) {
        static Rush after(Calm before, OpenLoop load, Consumer<String> progress) throws InterruptedException {
            OpenLoop.Result onset = load.open(3 * before.best, ONSET);
            progress.accept("at 300 %, at first: " + onset);
            OpenLoop.Result over = load.open(3 * before.best, STRETCH);
            progress.accept("at 300 %: " + over);
            return new Rush(before, onset, over, Calm.of(load, progress));
        }

        double best() {
            return (before.best + after.best) / 2;
        }

        double calm99() {
            return (before.at70.millis(99) + after.at70.millis(99)) / 2;
        }
    }
}
