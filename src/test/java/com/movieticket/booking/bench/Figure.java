package com.movieticket.booking.bench;

import io.helidon.json.JsonObject;

import java.util.Optional;

/**
 * One number that was measured, alone or beside that of a baseline from the same run.
 *
 * @param what     was measured
 * @param value    in {@code unit}
 * @param baseline in {@code unit}, where there is something to compare with
 * @param goal     what it should be, where that was said
 */
record Figure(String what, double value, String unit, Optional<Double> baseline, Optional<Goal> goal) {
    /** Of what there is a limit to. */
    private enum Of { VALUE, RATIO, DIFFERENCE }

    /** Whether a number should stay below its limit, or reach it. */
    private enum Bound { MOST, LEAST }

    /**
     * What a number should be.
     *
     * @param of the value itself, its ratio to the baseline, or what it is more than that
     */
    private record Goal(Of of, Bound bound, double limit) {
        private boolean reached(double number) {
            return bound == Bound.MOST ? number <= limit : number >= limit;
        }

        private String sign() {
            return bound == Bound.MOST ? "≤" : "≥";
        }
    }

    static Figure alone(String what, double value, String unit) {
        return new Figure(what, value, unit, Optional.empty(), Optional.empty());
    }

    static Figure beside(String what, double value, double baseline, String unit) {
        return new Figure(what, value, unit, Optional.of(baseline), Optional.empty());
    }

    /** The value should be no more than that. */
    Figure atMost(double most) {
        return with(new Goal(Of.VALUE, Bound.MOST, most));
    }

    /** The value should be no less than that. */
    Figure atLeast(double least) {
        return with(new Goal(Of.VALUE, Bound.LEAST, least));
    }

    /** The value should be no more than so many times the baseline. */
    Figure atMostTimes(double most) {
        return with(new Goal(Of.RATIO, Bound.MOST, most));
    }

    /** The value should be no less than so many times the baseline. */
    Figure atLeastTimes(double least) {
        return with(new Goal(Of.RATIO, Bound.LEAST, least));
    }

    /** The value should exceed the baseline by no more than that. */
    Figure atMostMore(double most) {
        return with(new Goal(Of.DIFFERENCE, Bound.MOST, most));
    }

    private Figure with(Goal goal) {
        return new Figure(what, value, unit, baseline, Optional.of(goal));
    }

    /** How many times the baseline it is. */
    Optional<Double> ratio() {
        return baseline.map(it -> value / it);
    }

    /** Whether the goal is reached; empty where there is none. */
    Optional<Boolean> reached() {
        return goal.map(it -> it.reached(judged(it)));
    }

    private double judged(Goal goal) {
        return switch (goal.of) {
            case VALUE -> value;
            case RATIO -> value / baseline.orElseThrow();
            case DIFFERENCE -> value - baseline.orElseThrow();
        };
    }

    /** As one line of the table. */
    String line() {
        return "  %-52s %12s %-7s %12s  %-8s %-14s %s".formatted(what, number(value), unit,
                baseline.map(Figure::number).orElse(""), ratio().map("%.2f ×"::formatted).orElse(""),
                goal.map(this::told).orElse(""),
                reached().map(it -> it ? "reached" : "NOT reached").orElse("")).stripTrailing();
    }

    /** What stands over the lines. */
    static String head() {
        return "  %-52s %12s %-7s %12s  %-8s %-14s".formatted("", "measured", "", "baseline", "ratio", "goal").stripTrailing();
    }

    private String told(Goal goal) {
        return switch (goal.of) {
            case VALUE -> goal.sign() + " " + number(goal.limit) + " " + unit;
            case RATIO -> "%s %s ×".formatted(goal.sign(), number(goal.limit));
            case DIFFERENCE -> "%s + %s %s".formatted(goal.sign(), number(goal.limit), unit);
        };
    }

    JsonObject json() {
        var json = JsonObject.builder().set("what", what).set("value", value).set("unit", unit);
        baseline.ifPresent(it -> json.set("baseline", it));
        ratio().ifPresent(it -> json.set("ratio", it));
        goal.ifPresent(it -> json.set("goal", told(it)));
        reached().ifPresent(it -> json.set("reached", it));
        return json.build();
    }

    private static String number(double number) {
        return Math.abs(number) >= 1000 ? "%,.0f".formatted(number)
                : number == Math.rint(number) ? "%.0f".formatted(number)
                : Math.abs(number) >= 100 ? "%.0f".formatted(number)
                : Math.abs(number) >= 10 ? "%.1f".formatted(number) : "%.2f".formatted(number);
    }
}
