package com.movieticket.booking.frontdoor;

import com.movieticket.booking.testing.Tokens;
import io.helidon.json.JsonArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The playground in a real browser, before a service that asks who its callers are. One visit serves all tests. */
class PlaygroundIT {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Path.of("target", "playground");
    private static final List<String> TITLES =
            List.of("CreateBooking", "ProcessPayment", "GetBooking", "GetUserBookings", "CancelBooking");

    private static Answer seen;

    @BeforeAll
    static void visit() throws IOException {
        if (!Files.isExecutable(CHROMIUM)) {
            Node.skip(CHROMIUM + " is not installed");
        }
        var node = Node.assumeInstalled();
        Files.createDirectories(PICTURES);
        try (var house = House.open(Map.of("JWT_SECRET", Tokens.SECRET))) {
            seen = Answer.of(node.run("playground.mjs", house.url("/graphql").toString(), CHROMIUM.toString(),
                    new Tokens(Instant.now()).of("user123"), PICTURES.toAbsolutePath().toString()));
        }
    }

    @Test
    void the_operations_of_the_api_document_are_in_its_tabs() {
        assertThat(strings("tabs", "title")).isEqualTo(TITLES);
        IntStream.range(0, TITLES.size()).forEach(i -> {
            String query = seen.text("tabs." + i + ".query");
            assertThat(query).containsPattern("^(query|mutation) " + TITLES.get(i) + "\\(");
            assertThat(variablesOf(query)).isNotEmpty().allSatisfy(variable ->
                    assertThat(seen.at("tabs." + i + ".variables").asObject().containsKey(variable)).isTrue());
        });
    }

    @Test
    void a_header_that_is_written_into_it_is_sent() {
        assertThat(seen.text("withoutToken.errors.0.extensions.code")).isEqualTo("UNAUTHENTICATED");
        assertThat(seen.flag("created.data.create_booking.success")).isTrue();
        assertThat(seen.text("created.data.create_booking.booking.status")).isEqualTo("pending_payment");
        assertThat(strings("tokensSent")).contains("").anyMatch(header -> header.startsWith("Bearer ey"));
    }

    @Test
    void what_is_typed_into_it_is_run() {
        assertThat(seen.text("typed.data.get_booking.status")).isEqualTo("pending_payment");
        assertThat(seen.text("typed.data.get_booking.seats.1")).isEqualTo("A2");
    }

    @Test
    void its_docs_describe_every_field() throws IOException {
        Matcher fields = Pattern.compile("type BookingType \\{(.*?)}", Pattern.DOTALL).matcher(schema());
        assertThat(fields.find()).isTrue();
        List<String> descriptions = Pattern.compile("(?m)^  \"([^\"]+)\"$").matcher(fields.group(1)).results()
                .map(found -> found.group(1)).toList();
        assertThat(descriptions).hasSizeGreaterThan(8);
        assertThat(seen.text("docs")).contains(descriptions).contains("lock_expires_at", "Where the booking stands");
    }

    @Test
    void nothing_breaks_its_security_policy_or_fails() {
        assertThat(strings("violations")).isEmpty();
        assertThat(strings("complaints")).isEmpty();
    }

    @Test
    void it_asks_no_other_server_for_anything() {
        assertThat(strings("elsewhere")).isEmpty();
    }

    @Test
    void tabs_and_history_are_kept_for_the_next_visit_and_the_token_is_not() {
        assertThat(strings("titlesAfterReload")).hasSize(TITLES.size() + 1).containsAll(TITLES);
        assertThat(seen.flag("historyIsKept")).isTrue();
        assertThat(seen.flag("tokenIsKept")).isFalse();
    }

    @Test
    void it_has_been_photographed() {
        assertThat(PICTURES.resolve("created.png")).isNotEmptyFile();
        assertThat(PICTURES.resolve("dark.png")).isNotEmptyFile();
    }

    private static List<String> variablesOf(String query) {
        return Pattern.compile("\\$(\\w+):").matcher(query).results().map(found -> found.group(1)).toList();
    }

    private static String schema() throws IOException {
        return Files.readString(Path.of("src", "main", "resources", "booking.graphqls"));
    }

    private static List<String> strings(String path) {
        JsonArray array = seen.at(path).asArray();
        return array.values().stream().map(value -> value.asString().value()).toList();
    }

    private static List<String> strings(String path, String member) {
        return IntStream.range(0, seen.at(path).asArray().values().size())
                .mapToObj(i -> seen.text(path + "." + i + "." + member)).toList();
    }
}
