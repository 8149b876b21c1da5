package com.movieticket.booking.store;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.EmbeddedMongo;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.FaultyWire;
import com.movieticket.booking.testing.FaultyWire.Fault;
import com.movieticket.booking.workflow.Bookings.Written;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.UnavailableException;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import static com.movieticket.booking.testing.SampleBookings.NOON;
import static com.movieticket.booking.testing.SampleBookings.charging;
import static com.movieticket.booking.testing.SampleBookings.created;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The connection to the database: where it leads, and what happens when it doesn't. */
class MongoStoreTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void a_database_that_is_there_answers() {
        try (var mongo = new EmbeddedMongo(); var store = MongoStore.open(mongo.settings("cinema"))) {
            store.ping();
            store.createIndexes();
            store.createIndexes();
            assertThat(store.bookings().getNamespace().getFullName()).isEqualTo("cinema.bookings");
        }
    }

    @Test
    void every_index_of_the_table_is_created() {
        try (var mongo = new EmbeddedMongo(); var store = MongoStore.open(mongo.settings("cinema"))) {
            store.createIndexes();
            assertThat(indexes(store.await().all(store.bookings().listIndexes(BsonDocument.class)))).containsOnly(
                    "{\"_id\": 1}", "{\"user_id\": 1, \"created_at\": -1, \"_id\": -1}",
                    "{\"payment.state\": 1, \"due_at\": 1}", "{\"outbox_since\": 1}");
            assertThat(indexes(store.await().all(store.bookingEvents().listIndexes(BsonDocument.class)))).containsOnly(
                    "{\"_id\": 1}", "{\"booking_id\": 1, \"timestamp\": 1}");
        }
    }

    @Test
    void without_a_database_in_the_uri_it_is_movie_booking() {
        try (var mongo = new EmbeddedMongo(); var store = MongoStore.open(mongo.settings(""))) {
            assertThat(store.bookings().getNamespace().getFullName()).isEqualTo("movie_booking.bookings");
        }
    }

    @Test
    void a_database_that_is_not_there_is_unavailable_in_time() throws IOException {
        try (var store = MongoStore.open(EmbeddedMongo.settings(uri(freePort()), SHORT))) {
            long start = System.nanoTime();
            assertThatThrownBy(store::ping).isInstanceOf(UnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.multipliedBy(10));
        }
    }

    @Test
    void a_database_that_accepts_and_never_answers_is_unavailable_in_time() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
             var store = MongoStore.open(EmbeddedMongo.settings(uri(silent.getLocalPort()), SHORT))) {
            var bookings = new MongoBookings(store, new Random());
            var problem = catchThrowableOfType(UnavailableException.class,
                    () -> bookings.find(new BookingId("id-1")));
            assertThat(problem.dependency()).isEqualTo(Dependency.STORE);
            assertThatThrownBy(() -> bookings.add(created("user123", NOON))).isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void a_connection_lost_during_a_write_leaves_the_outcome_open() {
        var mongo = new EmbeddedMongo();
        try (var store = MongoStore.open(EmbeddedMongo.settings(mongo.settings("cinema").uri(), Duration.ofSeconds(1)))) {
            var bookings = new MongoBookings(store, new Random());
            bookings.add(created("user123", NOON));
            mongo.close();
            assertThatThrownBy(() -> bookings.add(created("user123", NOON))).isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void without_a_server_all_fail_at_once_after_a_moment_and_go_on_as_soon_as_it_is_back() {
        try (var mongo = new EmbeddedMongo(); var wire = FaultyWire.to(mongo.port());
             var store = MongoStore.open(EmbeddedMongo.settings(uri(wire.port()), Duration.ofSeconds(30)))) {
            var bookings = new MongoBookings(store, new Random());
            Change change = created("user123", NOON);
            bookings.add(change);
            wire.suffer(new Fault.Refused());
            Eventually.within(PATIENCE).check(() -> assertThatThrownBy(store::ping).hasMessageContaining("no server"));
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                var problem = catchThrowableOfType(UnavailableException.class, () -> bookings.add(change));
                assertThat(problem.isWithoutEffect()).isTrue();
            }
            assertThat(elapsed(start)).isLessThan(Duration.ofSeconds(1));

            wire.heal();
            long back = System.nanoTime();
            Eventually.within(PATIENCE).check(() -> assertThatCode(store::ping).doesNotThrowAnyException());
            assertThat(elapsed(back)).isLessThan(Duration.ofSeconds(5)); // 0.5 s as a rule
            assertThat(bookings.find(change.booking().id())).contains(change.booking());
        }
    }

    /** So that a payment under way outlasts an election. */
    @Test
    void a_change_of_a_booking_waits_for_a_server_as_long_as_it_may_take() throws Exception {
        try (var mongo = new EmbeddedMongo(); var wire = FaultyWire.to(mongo.port());
             var store = MongoStore.open(EmbeddedMongo.settings(uri(wire.port()), Duration.ofSeconds(30)))) {
            var bookings = new MongoBookings(store, new Random());
            Change change = created("user123", NOON);
            bookings.add(change);
            wire.suffer(new Fault.Refused());
            Eventually.within(PATIENCE).check(() -> assertThatThrownBy(store::ping).hasMessageContaining("no server"));
            var writing = CompletableFuture.supplyAsync(() -> bookings.apply(charging(change.booking(), NOON)));
            wire.heal();
            assertThat(writing.get(30, TimeUnit.SECONDS)).isEqualTo(Written.FIRST);
        }
    }

    @Test
    void a_primary_that_steps_down_is_looked_for_again() {
        try (var mongo = new EmbeddedMongo(); var store = MongoStore.open(mongo.settings("cinema"))) {
            var bookings = new MongoBookings(store, new Random());
            Change change = created("user123", NOON);
            store.ping();
            mongo.stepDownFor(1);
            assertThat(bookings.add(change)).isEqualTo(Written.FIRST);
            mongo.stepDownFor(1);
            assertThat(bookings.apply(charging(change.booking(), NOON))).isEqualTo(Written.FIRST);
            mongo.stepDownFor(1);
            assertThat(bookings.find(change.booking().id())).isPresent();
        }
    }

    @Test
    void no_more_connections_are_opened_than_may_be() {
        try (var mongo = new EmbeddedMongo(); var wire = FaultyWire.to(mongo.port());
             var store = MongoStore.open(new Settings.Mongodb(uri(wire.port()), Duration.ofSeconds(30), SHORT, 3))) {
            store.ping();
            wire.suffer(new Fault.Latency(Duration.ofMillis(20)));
            store.await().each(Collections.nCopies(30, store.bookings().countDocuments()));
            assertThat(wire.connections()).as("three, and one that watches").isBetween(3, 4);
        }
    }

    @Test
    void refused_credentials_are_not_repeated_anywhere() {
        try (var mongo = new EmbeddedMongo()) {
            String uri = mongo.settings("cinema").uri().replace("//", "//alice:s3cret@");
            try (var store = MongoStore.open(EmbeddedMongo.settings(uri, SHORT))) {
                var problem = catchThrowableOfType(UnavailableException.class, store::ping);
                assertThat(stackTrace(problem)).doesNotContain("s3cret", "alice");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "http://alice:s3cret@localhost", "mongodb://alice:s3cret",
            "mongodb://alice:s3cret@@localhost/cinema", "mongodb://alice:s3:cret@localhost",
            "mongodb://alice:s3cret@localhost:port/cinema", "mongodb://alice:s3cret/x@localhost"})
    void a_uri_that_makes_no_sense_is_refused_without_being_repeated(String uri) {
        assertThatThrownBy(() -> MongoStore.open(EmbeddedMongo.settings(uri, SHORT)))
                .isInstanceOf(IllegalArgumentException.class).hasNoCause()
                .message().doesNotContain("s3", "alice");
    }

    @Test
    void an_interrupted_thread_stops_waiting_and_stays_interrupted() {
        var cancelled = new AtomicBoolean();
        Publisher<String> silent = subscriber -> subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                // never publishes
            }

            @Override
            public void cancel() {
                cancelled.set(true);
            }
        });
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new Await(Duration.ofMinutes(1), present()).first(silent))
                .isInstanceOf(UnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(cancelled).isTrue();
    }

    private static Primary present() {
        var primary = new Primary(SHORT, SHORT);
        primary.found();
        return primary;
    }

    private static Duration elapsed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private static Set<String> indexes(List<BsonDocument> indexes) {
        return indexes.stream().map(index -> index.getDocument("key").toJson()).collect(Collectors.toSet());
    }

    private static String uri(int port) {
        return "mongodb://127.0.0.1:" + port + "/cinema";
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String stackTrace(Throwable problem) {
        var text = new StringWriter();
        problem.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
