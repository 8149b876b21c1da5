package com.movieticket.booking;

import java.util.Optional;

/** What the runtime image learned of the code when it was built, and whether this process makes use of it. */
final class CodeCache {
    private CodeCache() {
    }

    /** Why starting takes longer than it could; empty without a cache that was to be used. */
    static Optional<String> problem() {
        // The virtual machine says so there when it has mapped one, and nowhere else that costs nothing to ask.
        boolean used = System.getProperty("java.vm.info", "").contains("sharing");
        return Optional.ofNullable(System.getProperty("booking.cache")).filter(_ -> !used)
                .map(cache -> "Starting takes longer than it could: " + cache + " does not match the Java runtime, the"
                        + " jars or the options. -Xlog:aot in BOOKING_OPTS tells more");
    }
}
