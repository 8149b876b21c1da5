package com.movieticket.booking.store;

import com.movieticket.booking.diagnosis.Finding;
import com.movieticket.booking.diagnosis.Finding.Doubtful;
import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.EmbeddedMongo;
import com.movieticket.booking.testing.FaultyWire;
import com.movieticket.booking.testing.FaultyWire.Interference.Verdict;
import com.movieticket.booking.testing.FaultyWire.Protocol;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of the database is what was seen there, and not what was not heard. */
class StoreExaminationTest {
    private final EmbeddedMongo mongo = new EmbeddedMongo();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        mongo.close();
    }

    @Test
    void that_we_may_insert_is_not_said_when_the_connection_breaks_at_it() throws Exception {
        try (var store = MongoStore.open(mongo.settings("movie_booking"))) {
            for (var collection : List.of(store.bookings(), store.bookingEvents())) {
                store.await().all(collection.insertOne(new BsonDocument("_id", new BsonInt32(1))));
            }
        }
        try (var wire = FaultyWire.to(mongo.port(), Protocol.MONGODB, StoreExaminationTest::brokenByAnInsert)) {
            Finding permissions = asked("permissions", wire.through(uri()), InstantSource.system());

            assertThat(permissions).isInstanceOf(Ill.class);
            assertThat(permissions.detail()).doesNotContain("may find");
        }
    }

    /** A firewall that swallows packets costs three seconds, however many servers are behind it. */
    @Test
    void one_server_that_can_be_reached_is_enough_however_many_others_say_nothing() throws Exception {
        String silent = Stream.generate(this::silent).limit(5).map(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining(","));
        long begin = System.nanoTime();

        Finding connect = asked("connect", "mongodb://" + silent + ",127.0.0.1:" + mongo.port() + "/movie_booking",
                InstantSource.system());

        assertThat(connect).isInstanceOf(Doubtful.class);
        assertThat(connect.detail()).startsWith("5 of 6 servers: port ").endsWith(" didn't answer within 3 s");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    }

    /** What the answer needs on its way is no difference between clocks. */
    @Test
    void a_slow_answer_is_not_taken_for_a_clock_that_is_wrong() throws Exception {
        var now = Instant.now();
        Deque<Instant> ours = new ArrayDeque<>(List.of(now.minusSeconds(5), now.plusSeconds(5)));

        Finding clock = asked("clock", uri(), ours::removeFirst);

        assertThat(clock).isInstanceOf(Well.class);
    }

    @Test
    void a_clock_that_is_wrong_is_told() throws Exception {
        assertThat(asked("clock", uri(), () -> Instant.now().minusSeconds(10))).isInstanceOf(Doubtful.class);
        assertThat(asked("clock", uri(), () -> Instant.now().plusSeconds(60))).isInstanceOf(Ill.class);
    }

    private String uri() {
        return "mongodb://127.0.0.1:" + mongo.port() + "/movie_booking";
    }

    private static Verdict brokenByAnInsert(byte[] message) {
        boolean insert = new String(message, StandardCharsets.ISO_8859_1).contains("insert");
        return insert ? Verdict.RESET_BEFORE : Verdict.PASS;
    }

    private static Finding asked(String step, String uri, InstantSource clock) throws Exception {
        Settings.Mongodb settings = EmbeddedMongo.settings(uri, Duration.ofSeconds(5));
        try (var examination = new StoreExamination(settings, "nothing", clock)) {
            return examination.steps().stream().filter(one -> one.name().equals(step)).findFirst().orElseThrow()
                    .question().ask();
        }
    }

    /** A port whose queue of connections is full: the operating system drops what comes. */
    private int silent() {
        try {
            var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
            opened.add(server);
            while (true) {
                var socket = new Socket();
                opened.add(socket);
                socket.connect(new InetSocketAddress("127.0.0.1", server.getLocalPort()), 100);
            }
        } catch (SocketTimeoutException full) {
            return ((ServerSocket) opened.reversed().stream().filter(ServerSocket.class::isInstance).findFirst()
                    .orElseThrow()).getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
