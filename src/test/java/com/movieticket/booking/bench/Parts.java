package com.movieticket.booking.bench;

import com.movieticket.booking.sandbox.Neighbourhood;
import com.movieticket.booking.sandbox.QuietLogs;
import com.movieticket.booking.sandbox.Showtime;
import com.movieticket.booking.sandbox.UserStandIn;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything around the service, as a process of its own. */
final class Parts implements AutoCloseable {
    /** In each showtime. */
    static final int SEATS = 120;

    private final Companion process;
    private final Map<String, String> environment = new HashMap<>();

    private Parts(Companion process) throws IOException {
        this.process = process;
        for (String variable : process.ask("environment").split(" ")) {
            environment.put(variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1));
        }
    }

    static Parts start() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java"); // they need more than the image has
        // Its pauses would be taken for the service's: with another collector they reached half a second.
        return new Parts(Companion.start(java, Parts.class, List.of("-Xmx12g", "-XX:+UseZGC"), Map.of()));
    }

    /** What the service must find in its environment. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    String mongodb() {
        return environment.get("MONGODB_URI");
    }

    /** Adds showtimes that are called by a prefix and a number. */
    void addShowtimes(String prefix, int count) throws IOException {
        process.ask("showtimes " + prefix + " " + count);
    }

    /** From now on the user service takes calls and answers none, for two minutes at most. */
    void holdUsers() throws IOException {
        process.ask("users hold");
    }

    /** It answers again. */
    void letUsersGo() throws IOException {
        process.ask("users go");
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }

    public static void main(String[] arguments) throws Exception {
        QuietLogs.apply();
        try (var neighbourhood = Neighbourhood.start()) {
            Companion.serve(question -> switch (question[0]) {
                case "environment" -> String.join(" ", neighbourhood.environment().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue()).toList());
                case "showtimes" -> {
                    for (int i = 0; i < Integer.parseInt(question[2]); i++) {
                        neighbourhood.cinema().seatMap().add(Showtime.open(question[1] + i, Instant.now().plusSeconds(86_400)));
                    }
                    yield "added";
                }
                case "users" -> {
                    var users = neighbourhood.users().conduct();
                    if (question[1].equals("hold")) {
                        users.hold(UserStandIn.Call.FIND);
                    } else {
                        users.letGo(UserStandIn.Call.FIND);
                    }
                    yield question[1];
                }
                default -> throw new IllegalArgumentException(question[0]);
            });
        }
    }
}
