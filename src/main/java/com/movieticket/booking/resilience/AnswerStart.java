package com.movieticket.booking.resilience;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first bytes of an answer, looked at before the client's parser sees them, which takes what a neighbour says before
 * its answer (status 100 to 199) for the answer, and forgets which version of HTTP is spoken.
 *
 * <p>For one answer; not thread-safe. What comes in is bounded by {@link Connection}.
 */
final class AnswerStart {
    /** {@code HTTP/1.1 100}: enough to tell. */
    private static final int TELLING = 12;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean begun;
    private boolean lasting;

    /** What of the bytes received so far belongs to the answer; empty while that can't be told. */
    Optional<byte[]> pass(byte[] received) {
        if (begun) {
            return Optional.of(received);
        }
        held.writeBytes(received);
        byte[] rest = held.toByteArray();
        while (interim(rest)) {
            int end = endOfHead(rest);
            if (end < 0) {
                return Optional.empty();
            }
            rest = Arrays.copyOfRange(rest, end, rest.length);
        }
        held.reset();
        if (rest.length < TELLING && "HTTP/1.".startsWith(text(rest, 7))) {
            held.writeBytes(rest);
            return Optional.empty();
        }
        begun = true;
        lasting = text(rest, 8).equals("HTTP/1.1");
        return Optional.of(rest);
    }

    /** What is held back, when no more comes. */
    byte[] rest() {
        begun = true;
        byte[] rest = held.toByteArray();
        held.reset();
        return rest;
    }

    /** Whether the connection outlives the answer, by the version of HTTP that it speaks. */
    boolean lasting() {
        return lasting;
    }

    /** Except 101: who changes the protocol unasked is not understood. */
    private static boolean interim(byte[] bytes) {
        String line = text(bytes, TELLING);
        return line.length() == TELLING && line.startsWith("HTTP/1.1 1") && !line.endsWith("101");
    }

    private static int endOfHead(byte[] bytes) {
        for (int i = 0; i + END_OF_HEAD.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
                return i + END_OF_HEAD.length;
            }
        }
        return -1;
    }

    private static String text(byte[] bytes, int most) {
        return new String(bytes, 0, Math.min(most, bytes.length), StandardCharsets.ISO_8859_1);
    }
}
