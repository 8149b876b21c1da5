package com.movieticket.booking.bench;

import com.movieticket.booking.frontdoor.Program;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is measured, and on what: the one place that knows how the service and what it is compared with are started. */
final class Launch {
    /** Beside those that the image's runtime has built in, for the service and for everything that it is compared with. */
    static final List<String> FLAGS = List.of("-Xmx256m");

    static final Path IMAGE = Path.of("target", "image");

    /** As shipped, but that a single client may ask as often as it likes. */
    private static final Map<String, String> SETTINGS = Map.of("PORT", "0", "SERVER_HOST", "127.0.0.1",
            "RATE_LIMIT_PER_SECOND", "100000", "RATE_LIMIT_BURST", "100000");

    private Launch() {
    }

    /** The service, with a certain heap, on a port of its own. */
    static Program service(Map<String, String> neighbours, String... options) {
        return asShipped(neighbours, Stream.of(FLAGS.stream(), more(), Stream.of(options)).flatMap(it -> it)
                .toArray(String[]::new));
    }

    /** The service as its launcher starts it, with no more options than those. */
    static Program asShipped(Map<String, String> neighbours, String... options) {
        var environment = new HashMap<>(SETTINGS);
        environment.putAll(neighbours);
        return Program.start(List.of(options), environment);
    }

    /** Options of whoever wants to look closer, as with {@code -Dbench.options=-XX:StartFlightRecording…}. */
    private static Stream<String> more() {
        return Stream.of(System.getProperty("bench.options", "").split(" ")).filter(option -> !option.isEmpty());
    }

    /** The virtual machine that the service runs on. */
    static Path java() {
        return IMAGE.resolve("bin", "java");
    }

    /** For people who read the table. */
    static String description() {
        return "the runtime image, Java " + Runtime.version() + ", " + String.join(" ", FLAGS);
    }
}
