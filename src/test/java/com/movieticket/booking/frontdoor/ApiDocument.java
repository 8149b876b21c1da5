package com.movieticket.booking.frontdoor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The API document as it stands in {@code docs}: its commands, queries and examples, read and not retyped. */
final class ApiDocument {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```");
    private static final Pattern CURL = Pattern.compile("(?ms)^curl .*?(?=^curl |^#|\\z)");

    private final String text;

    private ApiDocument(String text) {
        this.text = text;
    }

    static ApiDocument read() {
        try {
            return new ApiDocument(Files.readString(Path.of("docs/booking-service-api.md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every {@code curl} command, in order, exactly as it is written. */
    List<String> curls() {
        List<String> curls = blocks("bash").stream()
                .flatMap(block -> CURL.matcher(block).results())
                .map(found -> found.group().strip())
                .toList();
        assertThat(curls).hasSize(text.split("(?m)^curl ", -1).length - 1);
        return curls;
    }

    /** Every GraphQL operation that can be sent, with the variables and the answers that follow it. */
    List<Example> operations() {
        var examples = new ArrayList<Example>();
        var blocks = BLOCK.matcher(text).results().toList();
        for (int i = 0; i < blocks.size(); i++) {
            String operation = blocks.get(i).group(2);
            if (blocks.get(i).group(1).equals("graphql") && operation.matches("(?s)(query|mutation) .*")) {
                List<String> json = blocks.subList(i + 1, blocks.size()).stream()
                        .takeWhile(block -> block.group(1).equals("json")).map(block -> block.group(2)).toList();
                examples.add(new Example(operation, json.isEmpty() ? "{}" : json.getFirst(),
                        json.stream().skip(1).toList()));
            }
        }
        return examples;
    }

    /**
     * An operation of the document.
     *
     * @param answers that the document gives, the good one first
     */
    record Example(String operation, String variables, List<String> answers) {
        String name() {
            var name = Pattern.compile("(?:query|mutation) (\\w+)").matcher(operation);
            assertThat(name.find()).isTrue();
            return name.group(1);
        }
    }

    /** The JSON after a heading, such as {@code ### Get Service Health}. */
    String jsonAfter(String heading) {
        int at = text.indexOf(heading + "\n");
        assertThat(at).as(heading).isNotNegative();
        return BLOCK.matcher(text.substring(at)).results()
                .filter(block -> block.group(1).equals("json"))
                .findFirst().orElseThrow().group(2);
    }

    private List<String> blocks(String language) {
        return BLOCK.matcher(text).results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }
}
