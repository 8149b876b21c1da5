package com.movieticket.booking.diagnosis;

import io.helidon.json.JsonArray;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonValue;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What was found, for people and for programs.
 *
 * @param rows all of them
 */
public record Report(List<Row> rows) {
    /** How to write it. */
    public enum Form { TABLE, JSON }

    /** Copies the rows. */
    public Report {
        rows = List.copyOf(rows);
    }

    /** Whether the service can do all of its job. */
    public boolean well() {
        return rows.stream().noneMatch(Row::failed);
    }

    /** Ends with a line break. */
    public String in(Form form) {
        return switch (form) {
            case TABLE -> table();
            case JSON -> json() + System.lineSeparator();
        };
    }

    /** What to do stands beneath what it is about, so that lines stay short and can be copied whole. */
    private String table() {
        int subject = width("CHECK", rows.stream().map(Report::check).toList());
        String line = "%-" + subject + "s  %-7s  %s%n";
        var text = new StringBuilder(line.formatted("CHECK", "STATE", "DETAIL"));
        for (Row row : rows) {
            text.append(line.formatted(check(row), row.state(), row.detail()));
            if (!row.advice().isEmpty()) {
                text.append(line.formatted("", "", "-> " + row.advice()));
            }
        }
        return text.append("%n%s%n".formatted(summary())).toString();
    }

    private String summary() {
        var counts = rows.stream().collect(Collectors.groupingBy(Row::state, Collectors.counting()));
        return "%d ok, %d with a warning, %d failed, %d skipped".formatted(counts.getOrDefault("ok", 0L),
                counts.getOrDefault("warning", 0L), counts.getOrDefault("failed", 0L), counts.getOrDefault("skipped", 0L));
    }

    private static String check(Row row) {
        return row.subject() + ": " + row.step();
    }

    private static int width(String heading, List<String> column) {
        return Math.max(heading.length(), column.stream().mapToInt(String::length).max().orElse(0));
    }

    private String json() {
        List<JsonValue> checks = rows.stream().<JsonValue>map(row -> JsonObject.builder()
                .set("subject", row.subject()).set("check", row.step()).set("state", row.state())
                .set("detail", row.detail()).set("advice", row.advice()).build()).toList();
        return JsonObject.builder().set("well", well()).set("checks", JsonArray.create(checks)).build().toString();
    }
}
