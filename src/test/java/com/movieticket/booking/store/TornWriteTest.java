package com.movieticket.booking.store;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.sandbox.MongoStandIn;
import com.movieticket.booking.testing.EmbeddedMongo;
import com.movieticket.booking.testing.FaultyWire;
import com.movieticket.booking.testing.FaultyWire.Interference.Verdict;
import com.movieticket.booking.testing.FaultyWire.Protocol;
import com.movieticket.booking.workflow.Bookings.Written;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

import static com.movieticket.booking.testing.SampleBookings.NOON;
import static com.movieticket.booking.testing.SampleBookings.charging;
import static com.movieticket.booking.testing.SampleBookings.created;
import static org.assertj.core.api.Assertions.assertThat;

/** The connection breaks in the middle of a write, at a server that knows no sessions: we find out what came of it. */
class TornWriteTest {
    private final MongoStandIn mongo = MongoStandIn.start(0);
    private final AtomicReference<String> tornCommand = new AtomicReference<>("");
    private final AtomicReference<Verdict> tear = new AtomicReference<>(Verdict.PASS);
    private final FaultyWire wire = FaultyWire.to(mongo.port(), Protocol.MONGODB, this::once);
    private final MongoStore store =
            MongoStore.open(EmbeddedMongo.settings(wire.through(mongo.url()), Duration.ofSeconds(20)));
    private final MongoStore aside = MongoStore.open(EmbeddedMongo.settings(mongo.url(), Duration.ofSeconds(20)));
    private final MongoBookings bookings = new MongoBookings(store, new Random());
    private final MongoBookings others = new MongoBookings(aside, new Random());

    @BeforeEach
    void connect() {
        store.ping();
    }

    @AfterEach
    void close() {
        store.close();
        aside.close();
        wire.close();
        mongo.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_BEFORE", "RESET_INSTEAD_OF_THE_ANSWER"})
    void a_booking_is_added_once(Verdict kind) {
        Change created = created("user123", NOON);
        tear("insert", kind);
        assertThat(bookings.add(created)).isEqualTo(Written.FIRST);
        assertThat(bookings.find(created.booking().id())).contains(created.booking());
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_BEFORE", "RESET_INSTEAD_OF_THE_ANSWER"})
    void a_change_is_made_once_and_known_to_be_ours(Verdict kind) {
        Change claim = charging(added(), NOON);
        tear("findAndModify", kind);
        assertThat(bookings.apply(claim)).isEqualTo(Written.FIRST);
        assertThat(bookings.find(claim.booking().id())).contains(claim.booking());
    }

    /** Not even the writer's name and the time tell the two apart: only one of them may go on and charge. */
    @ParameterizedTest
    @EnumSource(names = {"RESET_BEFORE", "RESET_INSTEAD_OF_THE_ANSWER"})
    void of_two_equal_changes_one_is_made_whoever_loses_the_connection(Verdict kind) {
        Change claim = charging(added(), NOON);
        assertThat(others.apply(claim)).isEqualTo(Written.FIRST);
        tear("findAndModify", kind);
        assertThat(bookings.apply(claim)).isEqualTo(Written.OVERTAKEN);
    }

    private Booking added() {
        Change created = created("user123", NOON);
        bookings.add(created);
        return created.booking();
    }

    private void tear(String command, Verdict kind) {
        tornCommand.set(command);
        tear.set(kind);
    }

    private Verdict once(byte[] message) {
        boolean meant = !tornCommand.get().isEmpty()
                && new String(message, StandardCharsets.ISO_8859_1).contains(tornCommand.get());
        return meant ? tear.getAndSet(Verdict.PASS) : Verdict.PASS;
    }
}
