package com.movieticket.booking.resilience;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webclient.api.ClientConnection;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * A TCP connection that knows whether the first byte of a request has left, and how much an answer may bring.
 *
 * <p>The limit is on what is read from the wire, because the client's parser takes in a chunk, whatever its announced
 * length, before anyone sees a byte of it. For one request at a time; not thread-safe, but for closing it, which ends
 * whatever waits on it.
 */
final class Connection implements ClientConnection {
    /** Room for head and body with chunks of any reasonable size around it. */
    private static final int ANSWER_LIMIT = 4 * RestClient.BODY_LIMIT;

    private final SocketChannel channel;
    private final QuietSocket socket;
    private final DataReader reader = DataReader.create(this::receive);
    private final DataWriter writer = new Writer();

    private AnswerStart start = new AnswerStart();
    private int allowance;
    private boolean sending;

    /**
     * @param channel connected, and blocking
     * @param socket  what is spoken through: the channel's own, or one with TLS on it
     */
    Connection(SocketChannel channel, Socket socket) {
        this.channel = channel;
        this.socket = new QuietSocket(socket);
    }

    /** Makes ready for a request. */
    void begin() {
        this.start = new AnswerStart();
        this.allowance = ANSWER_LIMIT;
        this.sending = false;
    }

    /** Whether some of the request may have left: until then it has certainly had no effect. */
    boolean sending() {
        return sending;
    }

    /** Whether it can be used again: it outlives the answer, and the peer has sent nothing beyond that. */
    boolean reusable() {
        return start.lasting() && reader.available() == 0;
    }

    /** Whether the peer, as far as is known here, waits for a request: it has neither closed nor sent anything. */
    boolean quiet() {
        try {
            channel.configureBlocking(false);
            boolean nothingCame = channel.read(ByteBuffer.allocate(1)) == 0;
            channel.configureBlocking(true);
            return nothingCame;
        } catch (IOException _) {
            return false;
        }
    }

    /** The next bytes of the answer; null at the end, as the reader wants it. */
    private byte @Nullable [] receive() {
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
        return socket.childSocketId();
    }

    @Override
    public HelidonSocket helidonSocket() {
        return socket;
    }

    /** Does nothing: {@link CutOff} bounds the whole of a call, which no limit on single reads does. */
    @Override
    public void readTimeout(Duration readTimeout) {
    }

    @Override
    public boolean isConnected() {
        return channel.isOpen();
    }

    /** Does nothing: whether it is used again is decided by {@link RestClient}, which sees more than the parser. */
    @Override
    public void releaseResource() {
    }

    /** Without TLS's farewell, which could be waited for. */
    @Override
    public void closeResource() {
        try {
            channel.close();
        } catch (IOException _) {
            // It is of no use any more in any case.
        }
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
            if (!channel.isOpen()) {
                throw new UncheckedIOException(new ClosedChannelException());
            }
            sending = true;
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
