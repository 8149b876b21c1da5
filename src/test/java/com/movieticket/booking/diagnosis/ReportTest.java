package com.movieticket.booking.diagnosis;

import com.movieticket.booking.diagnosis.Finding.Doubtful;
import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;
import com.movieticket.booking.diagnosis.Report.Form;
import io.helidon.json.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** A report says the same to people and to programs, and only what we say: nobody's words can pretend to be ours. */
class ReportTest {
    private static final Report REPORT = new Report(List.of(
            new Row("MongoDB", "resolve", Optional.of(new Well("db is 10.0.0.7"))),
            new Row("MongoDB", "topology", Optional.of(new Doubtful("standalone", "use a replica set"))),
            new Row("RabbitMQ", "virtual host", Optional.of(new Ill("NOT_ALLOWED - \"x\" 100%", "correct it"))),
            new Row("RabbitMQ", "publish", Optional.empty())));

    @Test
    void people_read_a_table() {
        assertThat(REPORT.in(Form.TABLE).lines().map(String::stripTrailing)).containsExactly(
                "CHECK                   STATE    DETAIL",
                "MongoDB: resolve        ok       db is 10.0.0.7",
                "MongoDB: topology       warning  standalone",
                "                                 -> use a replica set",
                "RabbitMQ: virtual host  failed   NOT_ALLOWED - \"x\" 100%",
                "                                 -> correct it",
                "RabbitMQ: publish       skipped  not tried, because of what failed before",
                "",
                "1 ok, 1 with a warning, 1 failed, 1 skipped");
    }

    @Test
    void programs_read_json() {
        assertThat(REPORT.in(Form.JSON)).isEqualToIgnoringNewLines("{\"well\":false,\"checks\":["
                + "{\"subject\":\"MongoDB\",\"check\":\"resolve\",\"state\":\"ok\","
                + "\"detail\":\"db is 10.0.0.7\",\"advice\":\"\"},"
                + "{\"subject\":\"MongoDB\",\"check\":\"topology\",\"state\":\"warning\",\"detail\":\"standalone\","
                + "\"advice\":\"use a replica set\"},"
                + "{\"subject\":\"RabbitMQ\",\"check\":\"virtual host\",\"state\":\"failed\","
                + "\"detail\":\"NOT_ALLOWED - \\\"x\\\" 100%\",\"advice\":\"correct it\"},"
                + "{\"subject\":\"RabbitMQ\",\"check\":\"publish\",\"state\":\"skipped\","
                + "\"detail\":\"not tried, because of what failed before\",\"advice\":\"\"}]}");
    }

    /** Details quote servers, which may be anybody's. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void no_server_s_words_can_forge_a_line_or_move_the_cursor(Form form) {
        var forged = "gone\r\nRabbitMQ: publish       ok       \u001b[2Jfine\u202e\u2028\u0085\0 \"}";

        var row = new Row("RabbitMQ", "publish", Optional.of(new Ill(forged, forged)));
        String text = new Report(List.of(row)).in(form);

        assertThat(text.lines().filter(line -> line.startsWith("RabbitMQ: publish       ok"))).isEmpty();
        assertThat(text.replace(System.lineSeparator(), "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
        if (form == Form.JSON) {
            JsonParser.create(text.strip()).readJsonObject();
        }
    }

    @Test
    void what_a_server_goes_on_and_on_about_is_cut_off() {
        assertThat(new Row("a", "b", Optional.of(new Ill("x".repeat(100_000), ""))).detail()).hasSizeLessThan(600);
    }

    @Test
    void all_is_well_when_nothing_has_failed() {
        assertThat(new Report(REPORT.rows().subList(0, 2)).well()).isTrue();
        assertThat(REPORT.well()).isFalse();
    }
}
