package com.movieticket.booking.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request's head must not be, beyond what the framework sees to: above all, it must leave no doubt about where the
 * request ends (RFC 9112, 6.3). A proxy in front of us that reads it in another way could be made to take the rest of one
 * request for the beginning of somebody else's.
 */
final class RequestHead {
    static final Status TOO_LARGE = Status.create(431, "Request Header Fields Too Large");
    private static final int MOST_HEADERS = 100;
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    /** Of a header, besides its name and value (RFC 9113, 6.5.2, counts it so). */
    private static final int OVERHEAD = 32;

    private static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");
    private static final HeaderName NAMELESS = HeaderNames.create("");
    private static final String TOKEN = "!#$%&'*+-.^_`|~";

    private RequestHead() {
    }

    /**
     * Looks whether what comes begins like a request, with a method; the framework takes anything else for a fault of its
     * own.
     *
     * @throws RequestException when it doesn't
     */
    static void requireMethod(byte[] begin) {
        for (byte one : begin) {
            if (one == ' ') {
                return;
            }
            if (!isOfToken(one)) {
                throw Refusal.of(Status.BAD_REQUEST_400);
            }
        }
    }

    /** Whether this part of a text may be a header's name (RFC 9110, 5.6.2). */
    static boolean isToken(String text, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (!isOfToken(text.charAt(i))) {
                return false;
            }
        }
        return begin < end;
    }

    private static boolean isOfToken(int one) {
        return one >= '0' && one <= '9' || one >= 'A' && one <= 'Z' || one >= 'a' && one <= 'z' || TOKEN.indexOf(one) >= 0;
    }

    /** Whether the client wants the connection to end with the answer; the framework knows one spelling of that. */
    static boolean isTheLast(Headers headers) {
        return headers.contains(HeaderNames.CONNECTION) && headers.get(HeaderNames.CONNECTION).allValues(true).stream()
                .anyMatch("close"::equalsIgnoreCase);
    }

    /** As the client has sent it; of several, nobody knows which to believe. */
    static Optional<String> traceparent(Headers headers) {
        return Optional.of(headers).filter(all -> all.contains(TRACEPARENT)).map(all -> all.get(TRACEPARENT))
                .filter(header -> header.valueCount() == 1).map(Header::get);
    }

    /** Whether it asks for something here, and not to be put through to somewhere else (RFC 9112, 3.2). */
    static boolean hasPath(HttpPrologue prologue) {
        String path = prologue.uriPath().path();
        return path != null && (path.startsWith("/") || path.equals("*"));
    }

    /** The status to refuse it with. Its connection has to be closed, since its end isn't known. */
    static Optional<Status> problem(Headers headers, boolean http2, int largest) {
        if (headers.stream().mapToInt(Header::valueCount).sum() > MOST_HEADERS
                || (http2 && size(headers) > largest)) {
            return Optional.of(TOO_LARGE);
        }
        if (headers.contains(NAMELESS)) {
            return Optional.of(Status.BAD_REQUEST_400);
        }
        if (headers.contains(HeaderNames.EXPECT) && !headers.contains(HeaderValues.EXPECT_100)) {
            return Optional.of(Status.EXPECTATION_FAILED_417);
        }
        if (headers.contains(HeaderNames.CONTENT_ENCODING)) { // who unpacks can be made to unpack bombs
            return Optional.of(Status.UNSUPPORTED_MEDIA_TYPE_415);
        }
        boolean length = headers.contains(HeaderNames.CONTENT_LENGTH);
        if (length && !isLength(headers.get(HeaderNames.CONTENT_LENGTH))) {
            return Optional.of(Status.BAD_REQUEST_400);
        }
        if (!http2 && headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            return transferProblem(headers, length);
        }
        return Optional.empty();
    }

    private static Optional<Status> transferProblem(Headers headers, boolean length) {
        if (length || headers.get(HeaderNames.TRANSFER_ENCODING).valueCount() > 1) {
            return Optional.of(Status.BAD_REQUEST_400);
        }
        return headers.contains(HeaderValues.TRANSFER_ENCODING_CHUNKED)
                ? Optional.empty() : Optional.of(Status.NOT_IMPLEMENTED_501);
    }

    private static boolean isLength(Header header) {
        return header.valueCount() == 1 && LENGTH.matcher(header.get()).matches();
    }

    private static long size(Headers headers) {
        return headers.stream().mapToLong(header -> header.allValues().stream()
                .mapToLong(value -> header.name().length() + value.length() + OVERHEAD).sum()).sum();
    }
}
