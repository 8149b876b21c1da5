package com.movieticket.booking.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures two things by turns, so that whatever else the machine is busy with meets both. */
final class Rounds {
    /** Measures once. */
    interface Measurement {
        double once() throws Exception;
    }

    /** The medians. */
    record Medians(double ours, double baseline) {
        Figure figure(String what, String unit) {
            return Figure.beside(what, ours, baseline, unit);
        }
    }

    private Rounds() {
    }

    static Medians alternating(int rounds, Measurement ours, Measurement baseline, Consumer<String> progress)
            throws Exception {
        List<Double> a = new ArrayList<>();
        List<Double> b = new ArrayList<>();
        for (int i = 1; i <= rounds; i++) {
            a.add(ours.once());
            b.add(baseline.once());
            progress.accept("round %d of %d: %.1f, the baseline %.1f".formatted(i, rounds, a.getLast(), b.getLast()));
        }
        return new Medians(median(a), median(b));
    }

    static double median(List<Double> numbers) {
        double[] sorted = numbers.stream().mapToDouble(it -> it).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** Processor time of a process, in microseconds for each of what is done meanwhile. */
    static double cost(long pid, Work work) throws Exception {
        long before = Processor.micros(pid);
        long done = work.done();
        return (double) (Processor.micros(pid) - before) / done;
    }

    /** The same, with what the process goes on doing when it has answered. */
    static double costInTheEnd(long pid, Work work) throws Exception {
        long before = Processor.microsWhenQuiet(pid);
        long done = work.done();
        return (double) (Processor.microsWhenQuiet(pid) - before) / done;
    }

    /** Something to do. */
    interface Work {
        /** Does it, and says how often. */
        long done() throws Exception;
    }
}
