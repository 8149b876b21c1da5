package com.movieticket.booking.bench;

import com.movieticket.booking.sandbox.QuietLogs;
import io.helidon.json.JsonArray;
import io.helidon.json.JsonObject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command behind {@code mvn -Pbench}: measures every row, or those that {@code -Dbench.only} names, prints one table, and
 * leaves it as JSON in {@code target/bench}.
 *
 * <p>Exit code 2 for a row that there isn't, 1 when one could not be measured. A goal that is missed is a figure like any other.
 */
final class Bench {
    static final Path FOLDER = Path.of("target", "bench");

    private static final List<Row> ROWS = List.of(new ReadCost(), new BookingCost(), new AddedLatency(), new SlowNeighbour(),
            new StartTime(), new MemoryUse(), new ImageSize(), new Growth(), new ManyInstances(), new Overload(), new BlackHole(),
            new Backlog());

    private Bench() {
    }

    /** What came of a row. */
    private record Measured(Row row, List<Figure> figures, String problem, Duration took) {
        JsonObject json() {
            var json = JsonObject.builder().set("row", row.name()).set("title", row.title())
                    .set("seconds", took.toSeconds())
                    .set("figures", JsonArray.create(figures.stream().map(Figure::json).toList()));
            return problem.isEmpty() ? json.build() : json.set("problem", problem).build();
        }
    }

    public static void main(String[] arguments) throws Exception {
        QuietLogs.apply();
        Files.createDirectories(FOLDER);
        var measured = new ArrayList<Measured>();
        for (Row row : wanted(System.getProperty("bench.only", ""))) {
            Measured now = measured(row);
            measured.add(now);
            write(row.name(), JsonArray.create(List.of(now.json())));
        }
        write("bench", JsonArray.create(measured.stream().map(Measured::json).toList()));
        System.out.println();
        System.out.println("On " + Runtime.getRuntime().availableProcessors() + " processors, with "
                + Launch.description() + ", " + Instant.now().truncatedTo(ChronoUnit.MINUTES));
        System.out.println(Figure.head());
        measured.forEach(Bench::print);
        System.exit(measured.stream().allMatch(it -> it.problem.isEmpty()) ? 0 : 1);
    }

    private static List<Row> wanted(String only) {
        List<String> names = Arrays.stream(only.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
        List<String> known = ROWS.stream().map(Row::name).toList();
        if (!known.containsAll(names)) {
            System.err.println("bench.only=" + only + ": there are\n" + ROWS.stream()
                    .map(row -> "  %-10s %s".formatted(row.name(), row.title())).collect(Collectors.joining("\n")));
            System.exit(2);
        }
        return names.isEmpty() ? ROWS : ROWS.stream().filter(row -> names.contains(row.name())).toList();
    }

    private static Measured measured(Row row) {
        long begin = System.nanoTime();
        tell(row, row.title());
        try {
            List<Figure> figures = row.measure(doing -> tell(row, doing));
            figures.forEach(figure -> System.out.println(figure.line()));
            return new Measured(row, figures, "", Duration.ofNanos(System.nanoTime() - begin));
        } catch (Exception | AssertionError e) {
            e.printStackTrace();
            return new Measured(row, List.of(), String.valueOf(e.getMessage()), Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private static void tell(Row row, String doing) {
        System.out.printf("%tT %-10s %s%n", Instant.now().atZone(java.time.ZoneId.systemDefault()), row.name(), doing);
    }

    private static void print(Measured measured) {
        System.out.printf("%s (%s, %d s)%n", measured.row.title(), measured.row.name(), measured.took.toSeconds());
        measured.figures.forEach(figure -> System.out.println(figure.line()));
        if (!measured.problem.isEmpty()) {
            System.out.println("  could not be measured: " + measured.problem);
        }
    }

    private static void write(String name, JsonArray rows) throws IOException {
        Files.writeString(FOLDER.resolve(name + ".json"), rows + "\n");
    }
}
