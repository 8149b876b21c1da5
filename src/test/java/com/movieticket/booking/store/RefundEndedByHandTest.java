package com.movieticket.booking.store;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingState.Refunded;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.testing.EmbeddedMongo;
import com.movieticket.booking.testing.SampleBookings;
import com.movieticket.booking.workflow.Bookings.Due;
import com.movieticket.booking.workflow.Bookings.Written;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static com.movieticket.booking.testing.SampleBookings.NOON;
import static com.movieticket.booking.testing.SampleBookings.created;
import static org.assertj.core.api.Assertions.assertThat;

/** The one change that the runbook lets people make in the database leaves a booking that the service understands. */
class RefundEndedByHandTest {
    private static final Pattern COMMAND = Pattern.compile("db\\.bookings\\.updateOne\\((.+?)\\)\\s+```", Pattern.DOTALL);

    @Test
    void a_refund_that_is_ended_by_hand_is_over() throws IOException {
        try (var mongo = new EmbeddedMongo(); var store = MongoStore.open(mongo.settings("cinema"))) {
            var bookings = new MongoBookings(store, new Random());
            Booking booking = refundPending(bookings);
            assertThat(bookings.due(Due.REFUND, NOON.plusSeconds(3600), 10)).containsExactly(booking);

            BsonArray command = command();
            BsonDocument which = command.get(0).asDocument()
                    .append("_id", new BsonString(booking.id().value()))
                    .append("version", new BsonInt64(booking.version()));
            var done = store.await().first(store.bookings().updateOne(which, command.get(1).asDocument()));
            assertThat(done.orElseThrow().getMatchedCount()).isEqualTo(1);

            Booking ended = bookings.find(booking.id()).orElseThrow();
            assertThat(ended.state()).isInstanceOf(Refunded.class);
            assertThat(ended.version()).isEqualTo(booking.version() + 1);
            assertThat(bookings.due(Due.REFUND, NOON.plusSeconds(3600), 10)).isEmpty();
        }
    }

    private static Booking refundPending(MongoBookings bookings) {
        Change change = created("user123", NOON);
        bookings.add(change);
        List<BiFunction<Booking, Instant, Change>> life = List.of(SampleBookings::charging, SampleBookings::charged,
                SampleBookings::confirmed, SampleBookings::cancelled);
        for (var step : life) {
            change = step.apply(change.booking(), NOON);
            assertThat(bookings.apply(change)).isNotEqualTo(Written.OVERTAKEN);
        }
        return change.booking();
    }

    /** What stands in the runbook: the driver reads the shell's notation too. */
    private static BsonArray command() throws IOException {
        Matcher command = COMMAND.matcher(Files.readString(Path.of("docs/runbook.md")));
        assertThat(command.find()).as("the command in the runbook").isTrue();
        return BsonDocument.parse("{arguments: [" + command.group(1) + "]}").getArray("arguments");
    }
}
