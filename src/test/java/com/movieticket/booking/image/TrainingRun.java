package com.movieticket.booking.image;

import com.movieticket.booking.frontdoor.Program;
import com.movieticket.booking.sandbox.Neighbourhood;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts the image once, does with it what customers and operators do, and has it keep what it learned of the code in its
 * {@code lib} folder, as an AOT cache for every later start.
 */
final class TrainingRun {
    static final String CACHE = "lib/booking.aot";
    private static final int VISITS = 20;
    /** With them the compilers would begin at every start with what only pays under load, and take a processor for it. */
    private static final String NO_PROFILES = "-XX:-AOTRecordTraining";

    /** A build machine may be busy, and learning makes the program slow. */
    private static final Map<String, String> PATIENCE = Map.of("MONGODB_TIMEOUT", "30s",
            "MONGODB_SELECTION_TIMEOUT", "30s", "USERS_TIMEOUT", "30s", "CINEMA_TIMEOUT", "30s",
            "PAYMENTS_TIMEOUT", "30s", "PAYMENTS_LEASE", "5m", "GRAPHQL_TIME_LIMIT", "60s");

    private TrainingRun() {
    }

    /** Argument: the image's folder. */
    public static void main(String[] arguments) throws Exception {
        Path image = Path.of(arguments[0]).toAbsolutePath();
        Files.deleteIfExists(image.resolve(CACHE));
        try (var neighbourhood = Neighbourhood.start()) {
            var environment = new HashMap<>(neighbourhood.environment());
            // Options end at spaces: the name is one that the image's own folder isn't a part of.
            environment.putAll(Map.of("PORT", "0", "SERVER_HOST", "127.0.0.1",
                    "BOOKING_OPTS", "-XX:AOTCacheOutput=" + CACHE + " " + NO_PROFILES));
            environment.putAll(PATIENCE);
            try (var program = Program.start(List.of(image.resolve("bin/booking").toString()), image, environment)) {
                train(program.port());
                program.terminate();
                program.exitCode(Duration.ofMinutes(5)); // it writes the cache now
                assertThat(image.resolve(CACHE)).as(program.output()).isNotEmptyFile();
            }
        }
    }

    private static void train(int port) throws Exception {
        try (var customer = new Customer(port)) {
            for (int i = 0; i < VISITS; i++) {
                customer.visit("show456", "A" + (1 + i % 12));
                customer.lookAround();
            }
        }
    }
}
