package com.movieticket.booking.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.Status;

import java.util.function.Supplier;

/**
 * Reads HTTP/1.1 for the framework, and looks at what the framework doesn't: whether a request begins with a method, whether
 * a line ends where it must, and whether a chunk is as long as it says.
 *
 * <p>What is wrong is thrown as a {@link io.helidon.http.RequestException}. Used by the connection's thread alone.
 */
@SuppressWarnings("removal") // its constructor makes way for create(), which can't be told to look; there is no other place
final class StrictReader extends DataReader {
    /** Digits of a chunk's size, more than any size that is let in has. */
    private static final int LONGEST_SIZE = 16;
    private static final int LINE_END = 2;

    private boolean requestExpected = true;
    private boolean inContent;
    private boolean strict = true;

    StrictReader(Supplier<byte[]> wire) {
        super(wire);
    }

    /** The next line is a request's. */
    void expectRequest() {
        requestExpected = true;
    }

    /** From now on it isn't HTTP/1.1 that is read. */
    void anythingGoes() {
        strict = false;
    }

    /** {@inheritDoc} The framework asks without a limit for the size of a chunk, and only then. */
    @Override
    public int findNewLine(int max) {
        int most = strict && max == Integer.MAX_VALUE ? LONGEST_SIZE : max;
        int end = super.findNewLine(most);
        if (strict && most < max && end == most) {
            throw Refusal.of(Status.BAD_REQUEST_400);
        }
        if (requestExpected && strict && end < most) {
            requestExpected = false;
            RequestHead.requireMethod(readAhead(end));
        }
        return end;
    }

    private byte[] readAhead(int length) {
        return length == 0 ? new byte[0] : getBuffer(length).readBytes();
    }

    @Override
    public BufferData readBuffer(int length) {
        inContent = true;
        try {
            return super.readBuffer(length);
        } finally {
            inContent = false;
        }
    }

    /** {@inheritDoc} Two bytes outside of content are the end of a line or of a chunk. */
    @Override
    public void skip(int length) {
        if (strict && !inContent && length == LINE_END && !startsWithNewLine()) {
            throw Refusal.of(Status.BAD_REQUEST_400);
        }
        super.skip(length);
    }
}
