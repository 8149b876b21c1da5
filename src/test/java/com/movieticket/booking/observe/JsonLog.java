package com.movieticket.booking.observe;

import com.movieticket.booking.settings.Settings.Log;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The log of this process as a machine would read it, from here on; closed, everything is as it was before. */
final class JsonLog implements AutoCloseable {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Logger> touched = Stream.of("", "com.movieticket.booking", "io.helidon", "notprivacysafe")
            .map(Logger::getLogger).toList();
    private final List<Optional<Level>> levels =
            touched.stream().map(logger -> Optional.ofNullable(logger.getLevel())).toList();
    private final List<Handler> handlers = List.of(touched.getFirst().getHandlers());

    JsonLog(Level level) {
        Logging.configure(new Log(level, Log.Format.JSON, Optional.empty()), out);
    }

    String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    Stream<JsonObject> lines() {
        return text().lines().map(line -> JsonParser.create(line).readJsonObject());
    }

    /** The messages of a trace. */
    List<String> messages(String trace) {
        return lines().filter(line -> line.stringValue("trace_id").equals(Optional.of(trace)))
                .map(JsonLog::message).toList();
    }

    static String message(JsonObject line) {
        return line.stringValue("message").orElseThrow();
    }

    @Override
    public void close() {
        Logger root = touched.getFirst();
        Stream.of(root.getHandlers()).forEach(root::removeHandler);
        handlers.forEach(root::addHandler);
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).setLevel(levels.get(i).orElse(null));
        }
    }
}
