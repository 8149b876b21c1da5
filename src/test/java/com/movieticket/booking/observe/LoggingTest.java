package com.movieticket.booking.observe;

import com.movieticket.booking.settings.Settings.Log.Format;
import com.movieticket.booking.settings.Settings.Log;
import com.movieticket.booking.testing.UseCases;
import com.movieticket.booking.workflow.LogContext;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

import static org.assertj.core.api.Assertions.assertThat;

/** What the log looks like, what gets into it, and that nothing in it can pretend to be something else. */
class LoggingTest {
    private static final Logger ROOT = Logger.getLogger("");
    private static final System.Logger OURS = System.getLogger("com.movieticket.booking.Something");
    private static final List<String> TOUCHED = List.of("", "com.movieticket.booking", "io.helidon", "notprivacysafe");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Handler[] handlers = ROOT.getHandlers();
    private final List<Logger> touched = TOUCHED.stream().map(Logger::getLogger).toList();
    private Level[] levels = {};

    @BeforeEach
    void remember() {
        levels = touched.stream().map(Logger::getLevel).toArray(Level[]::new);
    }

    @AfterEach
    void restore() {
        for (Handler ours : ROOT.getHandlers()) {
            ROOT.removeHandler(ours);
        }
        for (Handler handler : handlers) {
            ROOT.addHandler(handler);
        }
        for (int i = 0; i < levels.length; i++) {
            touched.get(i).setLevel(levels[i]);
        }
    }

    @Test
    void a_json_line_tells_when_how_grave_who_where_and_what() {
        configure(Level.INFO, Format.JSON);
        OURS.log(System.Logger.Level.WARNING, "Seat {0} is taken", "A1");
        JsonObject line = JsonParser.create(written()).readJsonObject();
        assertThat(line.stringValue("ts").orElseThrow()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z");
        assertThat(line.stringValue("level")).contains("WARN");
        assertThat(line.stringValue("logger")).contains("com.movieticket.booking.Something");
        assertThat(line.stringValue("thread")).contains(Thread.currentThread().getName());
        assertThat(line.stringValue("message")).contains("Seat A1 is taken");
        assertThat(line.containsKey("exception")).isFalse();
    }

    @Test
    void a_json_line_holds_the_whole_stack_trace() {
        configure(Level.INFO, Format.JSON);
        OURS.log(System.Logger.Level.ERROR, "Broken", new IllegalStateException("outer", new IOException("inner")));
        assertThat(written().lines()).hasSize(1);
        // The parser's object model leaves escapes as they are.
        assertThat(JsonParser.create(written()).readJsonObject().stringValue("exception").orElseThrow())
                .contains("IllegalStateException: outer\\n\\tat ", "Caused by: java.io.IOException: inner\\n\\t");
    }

    @Test
    void a_text_line_is_for_people() {
        configure(Level.INFO, Format.TEXT);
        OURS.log(System.Logger.Level.INFO, "Zwei Plätze, 30 €");
        assertThat(written()).matches("\\S+Z INFO  Something: Zwei Plätze, 30 €\\R");
    }

    @Test
    void a_text_line_says_behind_the_message_what_the_work_is_about() {
        configure(Level.INFO, Format.TEXT);
        LogContext.of(UseCases.CALLER, () -> LogContext.during("get_booking", () -> {
            OURS.log(System.Logger.Level.INFO, "Found");
            return OURS;
        }));
        assertThat(written()).matches("\\S+Z INFO  Something: Found \\[operation=get_booking trace_id=[0-9a-f]{32}]\\R");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void no_message_can_forge_a_line(Format format) {
        configure(Level.INFO, format);
        OURS.log(System.Logger.Level.INFO, "a\nb\r\nc\u0000\u001b[31m\u0085\u2028\u2029\u009b\u202e\ud800 \"}");
        assertThat(written().stripTrailing()).doesNotContainPattern("[\\p{Cntrl}\u0085\u2028\u2029\u009b\u202e]");
        assertThat(written().lines()).hasSize(1);
        assertThat(written()).contains("\\n");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void no_exception_can_forge_a_line(Format format) {
        configure(Level.INFO, format);
        OURS.log(System.Logger.Level.ERROR, "Broken", new IllegalStateException("x\n2026-01-01T00:00:00Z INFO forged"));
        assertThat(written().lines().skip(1)).allSatisfy(line -> assertThat(line).startsWith("    "));
        assertThat(written()).contains("forged");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void a_huge_message_is_cut_off(Format format) {
        configure(Level.INFO, format);
        OURS.log(System.Logger.Level.ERROR, "x".repeat(1_000_000), new IOException("y".repeat(1_000_000)));
        assertThat(written()).hasSizeLessThan(100_000).contains("more characters");
    }

    @Test
    void more_is_said_by_us_when_asked_for_but_not_by_libraries() {
        configure(Level.FINER, Format.TEXT);
        OURS.log(System.Logger.Level.TRACE, "ours");
        Logger.getLogger("org.mongodb.driver").info("driver chatter");
        Logger.getLogger("org.mongodb.driver").warning("driver warning");
        Logger.getLogger("io.helidon.webserver").fine("framework chatter");
        Logger.getLogger("io.helidon.webserver").info("framework news");
        Logger.getLogger("notprivacysafe.graphql.GraphQL").severe("a whole query");
        assertThat(written()).contains("ours", "driver warning", "framework news")
                .doesNotContain("chatter", "a whole query");
    }

    @Test
    void less_is_said_by_all_when_asked_for() {
        configure(Level.SEVERE, Format.TEXT);
        OURS.log(System.Logger.Level.WARNING, "ours");
        Logger.getLogger("com.rabbitmq").warning("theirs");
        Logger.getLogger("io.helidon").info("the framework's");
        assertThat(written()).isEmpty();
    }

    @Test
    void levels_outlive_garbage_collection() {
        configure(Level.SEVERE, Format.TEXT);
        System.gc();
        OURS.log(System.Logger.Level.WARNING, "ours");
        assertThat(written()).isEmpty();
    }

    @Test
    void what_is_logged_while_shutting_down_is_written() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Dying.class.getName()).start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(log.lines()).hasSize(3).last().asString().contains("last words").startsWith("{");
        } finally {
            process.destroyForcibly();
        }
    }

    /** Takes longer to stop than the log manager takes to close all handlers. */
    static final class Dying {
        public static void main(String[] arguments) {
            Logging.configure(new Log(Level.FINE, Format.JSON, Optional.empty()));
            Logging.onShutdown(() -> {
                for (String word : List.of("stopping", "stopped", "last words")) {
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                    OURS.log(System.Logger.Level.DEBUG, word);
                }
            }, Duration.ofSeconds(10));
        }
    }

    private void configure(Level level, Format format) {
        Logging.configure(new Log(level, format, Optional.empty()), out);
    }

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
