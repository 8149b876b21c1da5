package com.movieticket.booking.resilience;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Makes any text one piece of a URI: a path segment, or a value in a query (RFC 3986, section 2). */
public final class PercentEncoding {
    private static final String UNRESERVED = "-_~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {
    }

    /**
     * Letters, digits, {@code -}, {@code _}, {@code ~} and inner dots stay as they are; all else is the percent-encoded
     * UTF-8. Text of dots alone is encoded too, since as a segment it would mean a place in the hierarchy.
     */
    public static String encode(String text) {
        boolean dots = text.chars().allMatch(c -> c == '.');
        var encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9'
                    || UNRESERVED.indexOf(b) >= 0 || b == '.' && !dots) {
                encoded.append((char) b);
            } else {
                HEX.toHexDigits(encoded.append('%'), b);
            }
        }
        return encoded.toString();
    }
}
