package com.movieticket.booking.bench;

import com.movieticket.booking.frontdoor.House;
import com.movieticket.booking.frontdoor.Program;
import com.movieticket.booking.sandbox.Neighbourhood;
import com.movieticket.booking.sandbox.Showtime;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the service still does when three times as many new bookings are wanted as it can make: how much of its best, and how
 * long those wait that it takes, against what they wait at 70 % of its best. Its arguments, all optional: environment
 * variables of the service, as {@code NAME=value}.
 */
final class OverloadBench {
    private static final int SHOWTIMES = 6_000;
    private static final int SEATS = 120;
    private static final int CONNECTIONS = 64;

    private OverloadBench() {
    }

    public static void main(String[] arguments) throws Exception {
        try (var neighbourhood = Neighbourhood.start()) {
            for (int i = 0; i < SHOWTIMES; i++) {
                neighbourhood.cinema().seatMap().add(Showtime.open("s" + i, Instant.now().plusSeconds(86_400)));
            }
            var environment = new HashMap<>(neighbourhood.environment());
            environment.putAll(Map.of("PORT", "0", "SERVER_HOST", "127.0.0.1", "LOG_FORMAT", "text",
                    "RATE_LIMIT_PER_SECOND", "0"));
            for (String argument : arguments) {
                environment.put(argument.substring(0, argument.indexOf('=')), argument.substring(argument.indexOf('=') + 1));
            }
            try (var program = Program.start(List.of("-Xmx256m"), environment)) {
                measure(program);
            }
        }
    }

    private static void measure(Program program) throws InterruptedException {
        var next = new AtomicInteger();
        var load = new OpenLoop(program.port(), () -> creation(next.getAndIncrement()), body -> body.contains("\"success\":true"));
        System.out.println("warming up:   " + load.closed(CONNECTIONS, Duration.ofSeconds(20)));
        OpenLoop.Result best = load.closed(CONNECTIONS, Duration.ofSeconds(15));
        System.out.println("at its best:  " + best);
        OpenLoop.Result calm = load.open(0.7 * best.goodput(), Duration.ofSeconds(20));
        System.out.println("at 70 %:      " + calm);
        System.out.println("the rush:     " + load.open(3 * best.goodput(), Duration.ofSeconds(15)));
        OpenLoop.Result over = load.open(3 * best.goodput(), Duration.ofSeconds(20));
        System.out.println("at 300 %:     " + over);
        System.out.printf("goodput %.0f %% of the best, p99 %.2f times that of 70 %%%n",
                100 * over.goodput() / best.goodput(), over.millis(99) / calm.millis(99));
        System.out.println("afterwards:   " + load.open(0.7 * best.goodput(), Duration.ofSeconds(10)));
    }

    private static String creation(int number) {
        int seat = number % SEATS;
        return House.creation("user123", "s" + number / SEATS % SHOWTIMES,
                List.of((char) ('A' + seat / 12) + String.valueOf(1 + seat % 12)));
    }
}
