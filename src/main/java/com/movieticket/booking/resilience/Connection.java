package com.movieticket.booking.resilience;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webclient.api.ClientConnection;

import java.time.Duration;
import java.util.Optional;

/**
 * A TCP connection that knows when the first byte of a request leaves, and how much an answer may bring.
 *
 * <p>The limit is on what is read from the wire, because the client's parser takes in a chunk, whatever its announced
 * length, before anyone sees a byte of it. For one request at a time; not thread-safe.
 */
final class Connection implements ClientConnection {
    /** Room for head and body with chunks of any reasonable size around it. */
    private static final int ANSWER_LIMIT = 4 * RestClient.BODY_LIMIT;

    private final ClientConnection tcp;
    private final QuietSocket socket;
    private final DataReader reader = DataReader.create(this::receive);
    private final DataWriter writer = new Writer();

    private PointOfNoReturn sending = new PointOfNoReturn();
    private AnswerStart start = new AnswerStart();
    private int allowance;

    /** @param tcp connected */
    Connection(ClientConnection tcp) {
        this.tcp = tcp;
        this.socket = new QuietSocket(tcp.helidonSocket());
    }

    /** Makes ready for a request, which crosses that point when it leaves. */
    void begin(PointOfNoReturn sending) {
        this.sending = sending;
        this.start = new AnswerStart();
        this.allowance = ANSWER_LIMIT;
    }

    /** Watches for the peer to close, until the next request or for the given time, after which it counts as closed. */
    void idle(Duration limit) {
        tcp.readTimeout(limit);
        socket.idle();
    }

    /** Whether it can be used again: it outlives the answer, and the peer has sent nothing beyond that. */
    boolean reusable() {
        return start.lasting() && reader.available() == 0;
    }

    /** The next bytes of the answer; null at the end, as the reader wants it. */
    private byte[] receive() {
        while (true) {
            if (allowance <= 0) {
                throw new AnswerTooLongException();
            }
            byte[] bytes = socket.get();
            if (bytes == null) {
                byte[] rest = start.rest();
                return rest.length == 0 ? null : rest;
            }
            allowance -= bytes.length;
            Optional<byte[]> answer = start.pass(bytes);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    @Override
    public DataReader reader() {
        return reader;
    }

    @Override
    public DataWriter writer() {
        return writer;
    }

    @Override
    public String channelId() {
        return tcp.channelId();
    }

    @Override
    public HelidonSocket helidonSocket() {
        return socket;
    }

    @Override
    public void readTimeout(Duration readTimeout) {
        tcp.readTimeout(readTimeout);
    }

    @Override
    public boolean isConnected() {
        return tcp.isConnected();
    }

    /** Does nothing: whether it is used again is decided by {@link RestClient}, which sees more than the parser. */
    @Override
    public void releaseResource() {
    }

    @Override
    public void closeResource() {
        tcp.closeResource();
    }

    /** Unbuffered: a request comes as one piece. */
    private final class Writer implements DataWriter {
        @Override
        public void write(BufferData... buffers) {
            for (BufferData buffer : buffers) {
                write(buffer);
            }
        }

        @Override
        public void write(BufferData buffer) {
            sending.cross();
            socket.write(buffer);
        }

        @Override
        public void writeNow(BufferData... buffers) {
            write(buffers);
        }

        @Override
        public void writeNow(BufferData buffer) {
            write(buffer);
        }
    }
}
