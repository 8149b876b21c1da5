package com.movieticket.booking.web;

import com.movieticket.booking.settings.Settings;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.Status;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Sets the web server up for the internet: what it speaks, how many it lets in, what it waits for and for how long, and
 * what it says when that is not kept to.
 */
public final class FrontDoor implements AutoCloseable {
    /** Bytes that the framework reads at a time: by so much a head may be longer before it is noticed. */
    private static final int ONE_READ = 16 * 1024;

    private final Settings.Server settings;
    private final Watchman watchman;
    private final Admission admission;
    private final ErrorPages errors;
    private final Cors cors;
    private final int connections;

    /**
     * @param capacity   how many are let in
     * @param errorBody  the body of an error, as JSON
     * @param doorkeeper turns requests away while there is too much to do
     * @param tracing    what each request, and what is said of it, is tied to
     * @param nanoTime   like {@link System#nanoTime}
     */
    public FrontDoor(Settings.Server settings, Capacity capacity, Settings.Cors cors, Function<Status, byte[]> errorBody,
                     Doorkeeper doorkeeper, Tracing tracing, LongSupplier nanoTime) {
        this.settings = settings;
        this.errors = new ErrorPages(errorBody, tracing);
        this.cors = new Cors(cors, errors);
        this.connections = capacity.connections();
        this.watchman = new Watchman(interval(settings), nanoTime);
        Limits limits = Limits.of(settings, capacity);
        this.admission = new Admission(limits, watchman, errors, tracing,
                new TurningAway(doorkeeper, tracing, limits.headSize()), http1(), http2());
    }

    /** To be called before anything else is registered: what stands here comes first. */
    public void register(WebServerConfig.Builder server, HttpRouting.Builder routing) {
        routing.addFilter(cors);
        server.from(listener()).shutdownHook(false);
    }

    /** Made apart, because the server's own builder goes on to look for protocols when told not to. */
    private ListenerConfig listener() {
        return ListenerConfig.builder()
                .host(settings.host())
                .port(settings.port())
                .maxPayloadSize(Limits.REST_SIZE)
                .useNio(false) // its buffers take 16 KB of each connection, these 8
                .maxTcpConnections(connections + reserve(connections))
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .directHandlers(errors.handlers())
                .contentEncoding(new NothingUnpacked())
                .protocolsDiscoverServices(false)
                .addConnectionSelector(admission)
                .buildPrototype();
    }

    /** Ends the watch over connections, once the server has stopped. */
    @Override
    public void close() {
        watchman.close();
    }

    private Http1ConnectionSelector http1() {
        return Http1ConnectionSelector.builder()
                .config(Http1Config.builder()
                        .maxPrologueLength(settings.maxUri())
                        .maxHeadersSize(settings.maxHeaders() + settings.maxUri() + ONE_READ) // ours comes first
                        .receiveLog(false)
                        .sendLog(false)
                        .build())
                .addUpgrader(new UpgradeToHttp2(http2Config()))
                .build();
    }

    private Http2ConnectionSelector http2() {
        return Http2ConnectionSelector.builder().http2Config(http2Config()).build();
    }

    private Http2Config http2Config() {
        return Http2Config.builder()
                .maxConcurrentStreams(settings.maxStreams())
                .maxHeaderListSize(settings.maxUri() + settings.maxHeaders())
                .initialWindowSize(1 << 16)
                .flowControlTimeout(settings.answerTimeout())
                .rapidResetCheckPeriod(Duration.ofSeconds(10))
                .maxRapidResets(50)
                .maxEmptyFrames(10)
                .build();
    }

    /** Those that are told that there is no room, or are on their way out. */
    private static int reserve(int connections) {
        return connections / 10 + 16;
    }

    /** Often enough that nobody gets much more time than is set. */
    private static Duration interval(Settings.Server settings) {
        Duration shortest = Collections.min(List.of(settings.idleTimeout(), settings.headTimeout(),
                settings.bodyTimeout(), settings.answerTimeout())).dividedBy(10);
        return shortest.compareTo(Duration.ofSeconds(1)) < 0 ? shortest : Duration.ofSeconds(1);
    }
}
