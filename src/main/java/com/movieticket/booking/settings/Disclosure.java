package com.movieticket.booking.settings;

import java.util.regex.Pattern;

/** How much of a value may be shown to people, whose terminals and log stores keep what they see. */
enum Disclosure {
    /** It is a secret. */
    NOTHING,
    /** It is an address: only shown when it is plain to see that no user, password or token is in it. */
    WITHOUT_CREDENTIALS,
    /** Anything else, unless somebody has put an address here by mistake. */
    UNLESS_ADDRESS;

    private static final int LONGEST = 100;
    private static final String HIDDEN = "(hidden)";
    private static final String DOUBTFUL = "(hidden: it may hold credentials)";
    private static final Pattern ADDRESS_MARK = Pattern.compile("@|//|[?&=]");
    /** A host, perhaps with scheme, numeric port and path; nothing that a password could be read from. */
    private static final Pattern PLAIN_ADDRESS =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:/{0,3})?[A-Za-z0-9._-]*(:\\d*)?(/[A-Za-z0-9._/{}-]*)?");

    /** The value as it may be shown: on one line, not too long, without secrets. */
    String show(String value) {
        return switch (this) {
            case NOTHING -> HIDDEN;
            case WITHOUT_CREDENTIALS -> PLAIN_ADDRESS.matcher(value).matches() ? brief(value) : DOUBTFUL;
            case UNLESS_ADDRESS -> ADDRESS_MARK.matcher(value).find() ? DOUBTFUL : brief(value);
        };
    }

    private static String brief(String value) {
        String line = value.replaceAll("\\p{C}", "\uFFFD");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
