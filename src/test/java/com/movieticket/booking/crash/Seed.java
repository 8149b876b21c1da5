package com.movieticket.booking.crash;

import java.security.SecureRandom;

/** Where a run's chance comes from: {@code -Dcrash.seed}, or anywhere. */
final class Seed {
    private Seed() {
    }

    static long drawn() {
        return Long.getLong("crash.seed", new SecureRandom().nextInt(Integer.MAX_VALUE));
    }
}
