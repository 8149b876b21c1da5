package com.movieticket.booking.workflow;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The {@code traceparent} of W3C Trace Context, version 00. */
public final class TraceParent {
    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceParent() {
    }

    /** Whether a header from outside can be passed on. */
    public static boolean wellFormed(String traceparent) {
        return FORM.matcher(traceparent).matches();
    }

    /** A new trace, not sampled: nobody asked for it. */
    public static String next(RandomGenerator random) {
        var hex = HexFormat.of();
        return "00-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1)
                + "-" + hex.toHexDigits(random.nextLong() | 1) + "-00";
    }
}
