package com.movieticket.booking.frontdoor;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code GET /metrics} says, series by series: {@code payments_total{outcome="approved"}}, without the framework's
 * own label.
 */
record MetricsText(Map<String, Double> series) {
    private static final Pattern LINE = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)})? (\\S+)$");
    private static final Pattern SCOPE = Pattern.compile("scope=\"[a-z]+\",");

    static MetricsText of(String text) {
        var series = new TreeMap<String, Double>();
        LINE.matcher(text).results().forEach(line -> {
            String labels = line.group(2) == null ? "" : SCOPE.matcher(line.group(2)).replaceAll("").replaceAll(",$", "");
            series.put(labels.isEmpty() ? line.group(1) : line.group(1) + "{" + labels + "}",
                    Double.valueOf(line.group(3)));
        });
        return new MetricsText(series);
    }

    double value(String name) {
        return series.getOrDefault(name, Double.NaN);
    }

    /** By how much each of the chosen series has grown; those that haven't are left out. */
    Map<String, Integer> grownSince(MetricsText before, Predicate<String> chosen) {
        return series.entrySet().stream().filter(one -> chosen.test(one.getKey()))
                .filter(one -> !one.getValue().equals(before.series.get(one.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey,
                        one -> (int) (one.getValue() - before.series.getOrDefault(one.getKey(), Double.NaN)),
                        (one, _) -> one, TreeMap::new));
    }
}
