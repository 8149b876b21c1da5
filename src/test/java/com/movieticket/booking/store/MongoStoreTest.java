package com.movieticket.booking.store;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.EmbeddedMongo;
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
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import static com.movieticket.booking.testing.SampleBookings.NOON;
import static com.movieticket.booking.testing.SampleBookings.created;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The connection to the database: where it leads, and what happens when it doesn't. */
class MongoStoreTest {
    private static final Duration SHORT = Duration.ofMillis(300);

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
        try (var store = MongoStore.open(new Settings.Mongodb(uri(freePort()), SHORT))) {
            long start = System.nanoTime();
            assertThatThrownBy(store::ping).isInstanceOf(UnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.multipliedBy(10));
        }
    }

    @Test
    void a_database_that_accepts_and_never_answers_is_unavailable_in_time() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
             var store = MongoStore.open(new Settings.Mongodb(uri(silent.getLocalPort()), SHORT))) {
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
        try (var store = MongoStore.open(new Settings.Mongodb(mongo.settings("cinema").uri(), Duration.ofSeconds(1)))) {
            var bookings = new MongoBookings(store, new Random());
            bookings.add(created("user123", NOON));
            mongo.close();
            assertThatThrownBy(() -> bookings.add(created("user123", NOON))).isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void refused_credentials_are_not_repeated_anywhere() {
        try (var mongo = new EmbeddedMongo()) {
            String uri = mongo.settings("cinema").uri().replace("//", "//alice:s3cret@");
            try (var store = MongoStore.open(new Settings.Mongodb(uri, SHORT))) {
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
        assertThatThrownBy(() -> MongoStore.open(new Settings.Mongodb(uri, SHORT)))
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
        assertThatThrownBy(() -> new Await(Duration.ofMinutes(1)).first(silent))
                .isInstanceOf(UnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(cancelled).isTrue();
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
