package com.movieticket.booking.frontdoor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables of {@code docs/degradation.md}, read and not retyped: a column for each {@link Part}. */
final class DegradationDocument {
    private static final Path DOCUMENT = Path.of("docs/degradation.md");

    private DegradationDocument() {
    }

    /**
     * The words of every cell.
     *
     * @param corner the heading of the first column, which tells the table from others
     * @param rows   that it must have, in this order
     */
    static Map<Part, Map<String, String>> table(String corner, List<String> rows) {
        List<List<String>> table = lines().map(DegradationDocument::cells)
                .dropWhile(cells -> !cells.getFirst().equals(corner)).takeWhile(cells -> cells.size() > 1).toList();
        assertThat(table).as("the table of " + DOCUMENT + " that begins with " + corner).hasSizeGreaterThan(2);
        assertThat(table.getFirst().stream().skip(1)).containsExactlyElementsOf(Part.all().map(Part::heading).toList());
        List<List<String>> body = table.subList(2, table.size());
        assertThat(body).extracting(List::getFirst).containsExactlyElementsOf(rows);

        var columns = new LinkedHashMap<Part, Map<String, String>>();
        Part.all().forEach(part -> {
            var column = new LinkedHashMap<String, String>();
            body.forEach(row -> column.put(row.getFirst(), row.get(part.ordinal() + 1)));
            columns.put(part, column);
        });
        return columns;
    }

    private static Stream<String> lines() {
        try {
            return Files.readAllLines(DOCUMENT).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a line of a table; of any other line, itself. */
    private static List<String> cells(String line) {
        String[] parts = line.split("\\|", -1);
        return parts.length < 3 ? List.of(line)
                : IntStream.range(1, parts.length - 1).mapToObj(i -> parts[i].strip()).toList();
    }
}
