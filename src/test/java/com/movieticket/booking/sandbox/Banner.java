package com.movieticket.booking.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The block of text that tells a newcomer what runs where, what to try, and how to stop. */
final class Banner {
    private static final String RULE = "#".repeat(100);

    private final Neighbourhood neighbourhood;

    Banner(Neighbourhood neighbourhood) {
        this.neighbourhood = neighbourhood;
    }

    /**
     * With the booking service among it.
     *
     * @param service its address: {@code http://127.0.0.1:8004}
     */
    String withService(String service) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(RULE);
        lines.add("  The booking service is ready.");
        lines.add("");
        lines.add(line("Playground", service + "/graphql", "open it in a browser"));
        lines.add(line("Health", service + "/health/ready", ""));
        lines.add(line("Metrics", service + "/metrics", ""));
        lines.addAll(around());
        lines.add("");
        lines.add("  Try these three, one after the other, in another terminal:");
        lines.add("");
        lines.addAll(commands(service));
        lines.add("");
        lines.addAll(cards());
        lines.add("");
        lines.add("  Stop it all with Ctrl-C. Stand-ins keep everything in memory: the next start is a fresh one.");
        lines.add(RULE);
        return String.join(System.lineSeparator(), lines);
    }

    /** Without it: how to connect one, as lines that can be pasted into a shell. */
    String withoutService() {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(RULE);
        lines.add("# Everything around the booking service is ready. Paste these lines into the shell that starts it:");
        lines.add("");
        for (Neighbour neighbour : Neighbour.values()) {
            lines.add(neighbourhood.standIn(neighbour)
                    .map(standIn -> export(neighbour.urlVariable(), standIn.url()))
                    .orElse("# " + neighbour.urlVariable() + " stays what you have set it to."));
        }
        lines.add("");
        for (String line : comments()) {
            lines.add("#" + line);
        }
        lines.add(RULE);
        return String.join(System.lineSeparator(), lines);
    }

    private List<String> comments() {
        var lines = new ArrayList<>(around());
        lines.add("");
        lines.addAll(cards());
        lines.add("");
        lines.add("  Stop it all with Ctrl-C.");
        return lines;
    }

    private List<String> around() {
        var lines = new ArrayList<String>();
        lines.add(line("MongoDB", where(Neighbour.MONGODB), ""));
        lines.add(line("RabbitMQ", where(Neighbour.RABBITMQ), ""));
        lines.add(line("User service", where(Neighbour.USERS), ""));
        if (neighbourhood.standIn(Neighbour.USERS).isPresent()) {
            lines.add(line("  users", "user123, test_user_123, 507f1f77bcf86cd799439011", ""));
        }
        lines.add(line("Payment service", where(Neighbour.PAYMENTS), ""));
        standIn(Neighbour.PAYMENTS, PaymentStandIn.class).ifPresent(payments ->
                lines.add(line("  ledger", payments.url() + "/ledger", "every transaction")));
        lines.add(line("Cinema service", where(Neighbour.CINEMA), "gRPC"));
        standIn(Neighbour.CINEMA, CinemaStandIn.class).ifPresent(cinema -> {
            lines.add(line("  showtimes", "show456, test_showtime_456, showtime_123", "A1 to J12, 15.00 a seat"));
            lines.add(line("", "showtime_unconfirmable, showtime_soldout", "go wrong as they say"));
            lines.add(line("  seats", cinema.windowUrl() + "/seats/show456", "who has which"));
        });
        return lines;
    }

    private static List<String> cards() {
        var lines = new ArrayList<String>();
        lines.add("  Test cards: "
                + "process_payment(booking_id: \"...\", card_details: \"{\\\"card_number\\\": \\\"...\\\"}\")");
        for (TestCard card : TestCard.values()) {
            lines.add("    " + card.number() + "  " + card.behaviour());
        }
        return lines;
    }

    private static List<String> commands(String service) {
        return """
                  BOOKING=$(curl -s $SERVICE/graphql -H 'Content-Type: application/json' -d '{"query":
                    "mutation { create_booking(user_id: \\"user123\\", showtime_id: \\"show456\\", \
                seat_numbers: [\\"A1\\", \\"A2\\"]) { success message booking { id } } }"
                    }' | tee /dev/stderr | sed -n 's/.*"id": *"\\([^"]*\\)".*/\\1/p')

                  curl -s $SERVICE/graphql -H 'Content-Type: application/json' -d '{"query":
                    "mutation { process_payment(booking_id: \\"'$BOOKING'\\") { success message } }"}'; echo

                  curl -s $SERVICE/graphql -H 'Content-Type: application/json' -d '{"query":
                    "{ get_booking(booking_id: \\"'$BOOKING'\\") { status seats total_amount } }"}'; echo
                """.replace("$SERVICE", service).lines().toList();
    }

    private String where(Neighbour neighbour) {
        return neighbourhood.standIn(neighbour)
                .map(StandIn::url)
                .orElse("your own, as " + neighbour.urlVariable() + " says");
    }

    private <T> Optional<T> standIn(Neighbour neighbour, Class<T> type) {
        return neighbourhood.standIn(neighbour).map(type::cast);
    }

    private static String line(String what, String where, String remark) {
        return "  %-17s %-48s %s".formatted(what, where, remark).stripTrailing();
    }

    private static String export(String name, String value) {
        return "export " + name + "='" + value.replace("'", "'\\''") + "'";
    }
}
