package com.movieticket.booking.graphql;

import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes up requests that are mostly right: they follow GraphQL's grammar and know the schema, but don't care whether what
 * they ask for makes sense.
 */
final class RequestGrammar {
    private static final int DEEPEST = 5;
    private static final List<String> STRINGS = List.of("", "b", "user123", "A1", "confirmed", "credit_card", "..", "\u0000",
            "{\\\"card_number\\\":\\\"4242\\\"}", "2024-12-15T10:30:00Z", "$where", "\\u0041", "\\uD83D\\uDE00", "\uD83C\uDFAC", "%00",
            "a".repeat(129));
    private static final List<String> NUMBERS = List.of("0", "1", "-1", "100", "1001", "2147483648", "1.5", "1e5", "1e400",
            "9".repeat(39), "-0", "1e-999999999");
    private static final List<String> NAMES = List.of("id", "status", "seats", "total_amount", "created_at", "lock_id", "success",
            "message", "booking", "__typename", "nothing", "booking_id", "user_id", "limit", "fields", "types", "type", "ofType");
    private static final List<String> TYPES = List.of("Query", "Mutation", "BookingType", "CreateBookingResponse", "String",
            "Int", "Nothing", "__Type", "DateTime", "Boolean");
    private static final List<String> ROOTS = List.of("get_booking", "get_user_bookings", "create_booking", "process_payment",
            "cancel_booking", "__schema", "__type", "__typename", "nothing");
    private static final List<String> ARGUMENTS = List.of("booking_id", "user_id", "showtime_id", "seat_numbers", "limit",
            "status", "before", "card_details", "payment_method", "reason", "name", "if", "nothing");

    private final RandomGenerator random;

    RequestGrammar(RandomGenerator random) {
        this.random = random;
    }

    /** A whole body, of a document that something may have happened to. */
    String body(String document) {
        var members = chance(60) ? "" : some(1, 2, this::otherMember);
        return "{" + (chance(95) ? "\"query\":" + quoted(document) + (members.isEmpty() ? "" : ",") : "") + members + "}";
    }

    private String otherMember() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> "\"variables\":" + variables();
            case 2 -> "\"operationName\":" + one("null", "\"A\"", "\"B\"", "\"\"", "1");
            case 3 -> "\"extensions\":" + one("{}", "null", json(2), "{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\""
                    + "0f".repeat(32) + "\"}}", "{\"persistedQuery\":" + json(2) + "}");
            case 4 -> "\"documentId\":" + one("null", "\"sha256:" + "0f".repeat(32) + "\"", "\"x\"");
            default -> "\"" + from(NAMES) + "\":" + json(3);
        };
    }

    String variables() {
        return "{" + some(0, 4, () -> "\"" + variable() + "\":" + json(3)) + "}";
    }

    private String json(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> "null";
            case 1 -> one("true", "false");
            case 2 -> from(NUMBERS);
            case 3, 4 -> "\"" + from(STRINGS).replace("\u0000", "\\u0000") + "\"";
            case 5 -> "[" + some(0, 4, () -> json(depth - 1)) + "]";
            default -> "{" + some(0, 3, () -> "\"" + from(NAMES) + "\":" + json(depth - 1)) + "}";
        };
    }

    /** Half of them can be run, unless a value of theirs is refused. */
    String document() {
        return chance(50) ? sound() : repeated(1, 3, this::definition);
    }

    private String sound() {
        boolean mutation = chance(40);
        int fields = random.nextInt(1, 4);
        String roots = IntStream.range(0, fields).mapToObj(i -> "r" + i + ": " + (mutation ? change() : look()))
                .collect(Collectors.joining(" "));
        boolean variable = chance(30);
        return (mutation ? "mutation" : "query") + " A($id: Boolean = true" + (variable ? ", $v: String!" : "") + ") { "
                + "x: __typename @skip(if: $id) " + roots
                + (variable ? mutation ? " v: cancel_booking(booking_id: $v) { success }" : " v: get_booking(booking_id: $v) { id }" : "")
                + " } fragment F on BookingType { " + booking() + "}";
    }

    private String look() {
        return chance(50) ? "get_booking(booking_id: " + text() + ") { ...F " + booking() + "}"
                : "get_user_bookings(user_id: " + text() + ", limit: " + one("1", "100", "0", "null")
                + (chance(30) ? ", status: " + text() : "") + ") { " + booking() + "...F }";
    }

    private String change() {
        return switch (random.nextInt(3)) {
            case 0 -> "create_booking(user_id: " + text() + ", showtime_id: " + text() + ", seat_numbers: ["
                    + repeated(0, 12, () -> text() + " ") + "])";
            case 1 -> "process_payment(booking_id: " + text() + ", card_details: " + text() + ", payment_method: " + text() + ")";
            default -> "cancel_booking(booking_id: " + text() + ", reason: " + text() + ")";
        } + " { success message booking { " + booking() + "...F } }";
    }

    private String text() {
        return "\"" + from(STRINGS).replace("\u0000", "\\u0000") + "\"";
    }

    private String booking() {
        return repeated(1, 4, () -> one("id ", "status ", "seats ", "total_amount ", "s: status ", "created_at ",
                "lock_expires_at ", "id @include(if: $id) ", "... { user_id } "));
    }

    private String definition() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> "{" + repeated(1, 3, this::root) + "}";
            case 2 -> "fragment " + one("F", "G", "H") + " on " + from(TYPES) + directives() + selections(2);
            case 3 -> one("mutation ", "subscription ") + "B" + definitions() + "{" + repeated(1, 3, this::root) + "}";
            default -> one("query ", "query A", "mutation ", "query B") + definitions() + directives()
                    + "{" + repeated(1, 3, this::root) + "}";
        };
    }

    private String definitions() {
        return chance(50) ? "" : "(" + repeated(1, 3, () -> "$" + variable() + ": " + type()
                + (chance(30) ? " = " + value(2) : "") + directives() + " ") + ")";
    }

    private String type() {
        String type = chance(20) ? "[" + from(TYPES) + "!]" : from(TYPES);
        return chance(30) ? type + "!" : type;
    }

    private String root() {
        return alias() + from(ROOTS) + arguments() + directives() + (chance(90) ? selections(DEEPEST) : "") + " ";
    }

    private String selections(int depth) {
        return "{ " + repeated(1, 4, () -> selection(depth)) + "}";
    }

    private String selection(int depth) {
        return switch (random.nextInt(10)) {
            case 0 -> "..." + one("F", "G", "H", "I") + directives() + " ";
            case 1 -> "... " + (chance(50) ? "on " + from(TYPES) : "") + directives() + (depth > 0 ? selections(depth - 1) : "{id} ");
            case 2, 3 -> alias() + from(NAMES) + arguments() + (depth > 0 ? selections(depth - 1) : " ");
            default -> alias() + from(NAMES) + directives() + " ";
        };
    }

    private String alias() {
        return chance(20) ? one("a", "b", "id", "status") + ": " : "";
    }

    private String arguments() {
        return chance(25) ? "" : "(" + repeated(1, 3, () -> from(ARGUMENTS) + ": " + value(3) + " ") + ")";
    }

    private String directives() {
        return chance(85) ? "" : repeated(1, 2, () -> " @" + one("skip", "include", "deprecated", "defer", "nothing") + arguments());
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> "null";
            case 1 -> one("true", "false", "ENUM");
            case 2 -> from(NUMBERS);
            case 3 -> "$" + variable();
            case 4 -> "\"\"\"" + from(STRINGS) + "\n " + from(STRINGS) + "\"\"\"";
            case 5, 6 -> "\"" + from(STRINGS) + "\"";
            case 7 -> "[" + repeated(0, 4, () -> value(depth - 1) + " ") + "]";
            default -> "{" + repeated(0, 3, () -> from(NAMES) + ": " + value(depth - 1) + " ") + "}";
        };
    }

    private String variable() {
        return one("v", "w", "id", "__proto__");
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String from(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String repeated(int least, int most, Supplier<String> piece) {
        return IntStream.range(0, random.nextInt(least, most + 1)).mapToObj(_ -> piece.get()).collect(Collectors.joining());
    }

    private String some(int least, int most, Supplier<String> piece) {
        return IntStream.range(0, random.nextInt(least, most + 1)).mapToObj(_ -> piece.get()).collect(Collectors.joining(","));
    }

    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate((char) c)) {
                json.append("\\u%04x".formatted(c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}
