package com.movieticket.booking.web;

import com.movieticket.booking.settings.Settings;

/**
 * How long and how much a connection may keep us waiting for, times in nanoseconds, sizes in bytes.
 *
 * @param connections open at once
 * @param kept        of those, once they have served
 * @param idle        without a request
 * @param head        from a request's first byte to the end of its head
 * @param body        from the first look at a request's body to its end
 * @param answer      for one piece of an answer to be taken
 * @param headSize    of a request's line and headers together
 */
record Limits(int connections, int kept, long idle, long head, long body, long answer, int headSize) {
    /** Of an unwanted body's rest; more is not worth the connection. */
    static final int REST_SIZE = 1 << 20;
    /** Of all that comes for one request: a body and its rest, even if it comes in very small chunks. */
    static final int REQUEST_SIZE = 8 << 20;

    static Limits of(Settings.Server settings, Capacity capacity) {
        return new Limits(capacity.connections(), capacity.kept(), settings.idleTimeout().toNanos(), settings.headTimeout().toNanos(),
                settings.bodyTimeout().toNanos(), settings.answerTimeout().toNanos(),
                settings.maxUri() + settings.maxHeaders());
    }
}
