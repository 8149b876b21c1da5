package com.movieticket.booking.bench;

import java.util.concurrent.atomic.AtomicInteger;

/** What clients send: documents that are always the same, with variables. */
final class Requests {
    /** Of a booking that was made. */
    static final String BOOKED = "\"success\":true";

    private Requests() {
    }

    static String reading(String booking) {
        return """
                {"query":"query GetBooking($id: String!) { get_booking(booking_id: $id) { id user_id showtime_id seats \
                total_amount status created_at updated_at } }","variables":{"id":"%s"}}""".formatted(booking);
    }

    static String creating(String showtime, String seat) {
        return """
                {"query":"mutation CreateBooking($userId: String!, $showtimeId: String!, $seatNumbers: [String!]!) \
                { create_booking(user_id: $userId, showtime_id: $showtimeId, seat_numbers: $seatNumbers) { success \
                booking { id user_id showtime_id seats total_amount status created_at updated_at } message lock_id } }",\
                "variables":{"userId":"user123","showtimeId":"%s","seatNumbers":["%s"]}}""".formatted(showtime, seat);
    }

    static String paying(String booking) {
        return """
                {"query":"mutation ProcessPayment($bookingId: String!) { process_payment(booking_id: $bookingId) \
                { success booking { id status } message } }","variables":{"bookingId":"%s"}}""".formatted(booking);
    }

    /** The longest list that may be asked for, of the one who makes all of these bookings. */
    static String listing() {
        return """
                {"query":"query GetUserBookings($userId: String!) { get_user_bookings(user_id: $userId, limit: 100) { id \
                user_id showtime_id seats total_amount status created_at updated_at } }","variables":{"userId":"user123"}}""";
    }

    /** The value of a text field that comes first in an answer. */
    static String field(String answer, String name) {
        int begin = answer.indexOf("\"" + name + "\":\"");
        if (begin < 0) {
            throw new IllegalStateException("no " + name + " in " + answer);
        }
        begin += name.length() + 4;
        return answer.substring(begin, answer.indexOf('"', begin));
    }

    /** Seats that nobody else wants, one by one. Thread-safe. */
    static final class Seats {
        private final String prefix;
        private final AtomicInteger next = new AtomicInteger();

        /** @param prefix of the showtimes */
        Seats(String prefix) {
            this.prefix = prefix;
        }

        /** @param showtime and a seat of it */
        record Seat(String showtime, String seat) {
        }

        Seat next() {
            int number = next.getAndIncrement();
            int seat = number % Parts.SEATS;
            return new Seat(prefix + number / Parts.SEATS, (char) ('A' + seat / 12) + String.valueOf(1 + seat % 12));
        }

        String creation() {
            Seat seat = next();
            return creating(seat.showtime, seat.seat);
        }
    }
}
