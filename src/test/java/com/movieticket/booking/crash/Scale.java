package com.movieticket.booking.crash;

/** How much is tried: a fifth of it in every build, all of it with {@code -Dcrash.full=true}. */
final class Scale {
    static final boolean FULL = Boolean.getBoolean("crash.full");

    private Scale() {
    }

    /** @param whole a multiple of five */
    static int of(int whole) {
        return FULL ? whole : whole / 5;
    }
}
