package com.movieticket.booking.operations;

import com.movieticket.booking.settings.Variables;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The runbook says what to do about every alert, and speaks of what there is. */
class RunbookTest {
    private static final Path FILE = Path.of("docs/runbook.md");

    private final String runbook = TheService.read(FILE.toString());

    private Stream<String> found(String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE).matcher(runbook).results().map(match -> match.group(1));
    }

    @Test
    void every_alert_has_its_section_and_every_section_its_alert() {
        assertThat(found("^### (Booking\\w+)$"))
                .containsExactlyElementsOf(Rules.alerts().stream().map(Rules.Alert::name).toList());
    }

    @Test
    void every_section_says_more_than_its_heading() {
        assertThat(runbook.split("(?m)^#+ .*$")).hasSizeGreaterThan(Rules.alerts().size())
                .filteredOn(section -> !section.isBlank()).allSatisfy(section ->
                        assertThat(section.strip().length()).isGreaterThan(80));
    }

    @Test
    void every_setting_that_it_names_is_one() {
        List<String> named = found("`([A-Z]{2,}(?:_[A-Z]+)+)`").filter(name -> !name.startsWith("SERVICE_")).toList();
        assertThat(named).contains("RATE_LIMIT_TRUSTED_PROXIES", "JWT_SECRET");
        assertThat(Variables.all()).containsAll(named);
    }

    @Test
    void it_explains_every_state_that_a_payment_can_be_in() {
        assertThat(found("^\\| `(none|declined|charging|unknown|charged|refunding|refunded)` \\|")).containsExactly(
                "none", "declined", "charging", "unknown", "charged", "refunding", "refunded");
    }

    @Test
    void whatever_it_points_to_is_there() {
        List<String> headings = found("^#+ (.*)$")
                .map(heading -> heading.toLowerCase().replaceAll("[^\\w -]", "").replace(' ', '-')).toList();
        assertThat(found("]\\(([^)]+)\\)")).isNotEmpty().allSatisfy(link -> {
            if (link.startsWith("#")) {
                assertThat(headings).contains(link.substring(1));
            } else {
                assertThat(Files.exists(FILE.resolveSibling(link).normalize())).as(link).isTrue();
            }
        });
    }
}
