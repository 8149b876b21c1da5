package com.movieticket.booking.graphql;

/**
 * Whether a field of a request has answered {@code success: false}, which clients need not ask for. Of one request, whose
 * fields are run by one thread.
 */
final class InBandRefusal {
    private boolean given;

    void give() {
        given = true;
    }

    boolean given() {
        return given;
    }
}
