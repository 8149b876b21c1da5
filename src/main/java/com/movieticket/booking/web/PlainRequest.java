package com.movieticket.booking.web;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A request in the form that nearly all have: a {@code POST} of JSON over HTTP/1.1 that has come as a whole, has a length,
 * and asks for nothing unusual. It can be told from others, and be answered, at a fraction of what it costs to read any
 * request that there may be.
 *
 * <p>Whatever is in doubt isn't plain: it is for the framework to read, or to refuse. Above all there must be no doubt
 * about where it ends (RFC 9112, 6.3).
 *
 * @param target      as it was sent
 * @param traceparent as it was sent
 * @param content     each character is a byte of it
 */
record PlainRequest(String target, Optional<String> traceparent, String content) {
    private static final String METHOD = "POST ";
    private static final String VERSION = " HTTP/1.1";
    private static final String LINE_END = "\r\n";
    private static final String HEAD_END = LINE_END + LINE_END;

    /** That ask for something else than the usual answer. */
    private static final Set<String> UNUSUAL = Set.of("transfer-encoding", "content-encoding", "expect", "upgrade",
            "http2-settings", "te", "trailer", "origin");
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z.-]+(?::[0-9]{1,5})?");
    /** Longer content waits for nothing. */
    private static final Pattern LENGTH = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Set<String> JSON = Set.of("application/json", "application/json; charset=utf-8",
            "application/json;charset=utf-8");
    /** Of these, what is answered is one. */
    private static final Set<String> ACCEPTED = Set.of("*/*", "application/json", "application/json;q=0.9");

    /**
     * The request that these bytes are.
     *
     * @param largest head that is let in, in bytes
     * @return empty when they aren't a request, or more than one, or one that isn't plain
     */
    static Optional<PlainRequest> of(byte[] bytes, int largest) {
        return beginning(bytes, largest).filter(beginning -> beginning.missing() == 0).map(beginning ->
                new PlainRequest(beginning.target(), Optional.ofNullable(beginning.headers().get("traceparent")),
                        beginning.content()));
    }

    /**
     * How many bytes are still to come of a plain request: clients often send head and content one after the other.
     *
     * @return 0 if it is there as a whole, or these bytes aren't the beginning of one
     */
    static int missing(byte[] bytes, int largest) {
        return beginning(bytes, largest).map(Beginning::missing).orElse(0);
    }

    /** At least the head, and so much of the content as has come. */
    private record Beginning(String target, Map<String, String> headers, String content) {
        private int missing() {
            return Integer.parseInt(headers.get("content-length")) - content.length();
        }
    }

    private static Optional<Beginning> beginning(byte[] bytes, int largest) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf(HEAD_END);
        int targetEnd = text.indexOf(' ', METHOD.length());
        int lineEnd = text.indexOf(LINE_END);
        if (!text.startsWith(METHOD) || headEnd < 0 || headEnd > largest
                || !text.startsWith(VERSION, targetEnd) || targetEnd + VERSION.length() != lineEnd) {
            return Optional.empty();
        }
        String content = text.substring(headEnd + HEAD_END.length());
        return headers(text.substring(lineEnd, headEnd))
                .filter(PlainRequest::arePlain)
                .map(headers -> new Beginning(text.substring(METHOD.length(), targetEnd), headers, content))
                .filter(beginning -> beginning.missing() >= 0);
    }

    /** By name, in lower case; empty when one comes twice, or isn't one. */
    private static Optional<Map<String, String>> headers(String lines) {
        var headers = new HashMap<String, String>();
        int end;
        for (int begin = 0; begin < lines.length(); begin = end) {
            int name = begin + LINE_END.length();
            int next = lines.indexOf(LINE_END, name);
            end = next < 0 ? lines.length() : next;
            int colon = lines.indexOf(':', name);
            if (colon < 0 || colon > end) {
                return Optional.empty();
            }
            String value = lines.substring(colon + 1, end);
            if (!RequestHead.isToken(lines, name, colon) || value.chars().anyMatch(Character::isISOControl)
                    || headers.put(lines.substring(name, colon).toLowerCase(Locale.ROOT), value.strip()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(headers);
    }

    private static boolean arePlain(Map<String, String> headers) {
        return HOST.matcher(headers.getOrDefault("host", "")).matches()
                && LENGTH.matcher(headers.getOrDefault("content-length", "")).matches()
                && JSON.contains(headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT))
                && headers.getOrDefault("connection", "keep-alive").equalsIgnoreCase("keep-alive")
                && Stream.of(headers.getOrDefault("accept", "*/*").split(",")).map(String::strip).anyMatch(ACCEPTED::contains)
                && UNUSUAL.stream().noneMatch(headers::containsKey);
    }
}
