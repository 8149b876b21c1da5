package com.movieticket.booking.cinema;

import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * How the connection to the cinema is made: grpc-java's own transport, because Helidon's gRPC client opens a
 * connection for every call and knows no deadlines. It reads, writes and answers on virtual threads, like whoever asks it, so
 * that no platform thread has to be woken for a call.
 */
final class Channels {
    /** Answers are a few hundred bytes. */
    private static final int MESSAGE_LIMIT = 64 * 1024;
    private static final int METADATA_LIMIT = 8 * 1024;
    /** A connection that has gone silent under a call is found out within the sum of both. */
    private static final Duration PING_AFTER = Duration.ofSeconds(10);
    private static final Duration PING_TIMEOUT = Duration.ofSeconds(5);

    private Channels() {
    }

    /** @param url {@code http} for plain text, {@code https} for TLS */
    static ManagedChannel to(URI url) {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() != -1 ? url.getPort() : secure ? 443 : 80;
        Executor threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("cinema-", 0).factory());
        var channel = OkHttpChannelBuilder.forAddress(url.getHost(), port)
                .executor(threads)
                .transportExecutor(threads)
                .proxyDetector(_ -> null)
                .disableServiceConfigLookUp()
                .maxInboundMessageSize(MESSAGE_LIMIT)
                .maxInboundMetadataSize(METADATA_LIMIT)
                .keepAliveTime(PING_AFTER.toSeconds(), TimeUnit.SECONDS)
                .keepAliveTimeout(PING_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .userAgent("booking-service");
        return (secure ? channel.useTransportSecurity() : channel.usePlaintext()).build();
    }
}
