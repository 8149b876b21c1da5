package com.movieticket.booking.testing;

import com.movieticket.booking.resilience.CallLog;
import com.movieticket.booking.resilience.Guard;
import com.movieticket.booking.settings.Settings;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Guards for tests of those who stand behind them. */
public final class Guards {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration PROBE = Duration.ofMillis(500);

    private Guards() {
    }

    /** Lets everything through, once. */
    public static Guard idle() {
        return guard(new Settings.Calls(1_000_000, 0, 100, WINDOW, 1_000_000, PROBE));
    }

    /** Never turns anybody away, and tries again as the service does. */
    public static Guard retrying() {
        return guard(new Settings.Calls(1_000_000, 2, 100, WINDOW, 1_000_000, PROBE));
    }

    /** Opens with the first failure, and lets a probe through when that time is over. */
    public static Guard touchy(Duration probe) {
        return guard(new Settings.Calls(1_000_000, 0, 1, WINDOW, 1, probe));
    }

    private static Guard guard(Settings.Calls settings) {
        return new Guard("test", settings, InstantSource.system(), RandomGenerator.getDefault(), new CallLog());
    }
}
