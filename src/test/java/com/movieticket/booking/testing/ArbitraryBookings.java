package com.movieticket.booking.testing;

import com.movieticket.booking.booking.Attempt;
import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.BookingState;
import com.movieticket.booking.booking.Cancellation;
import com.movieticket.booking.booking.Charge;
import com.movieticket.booking.booking.Lease;
import com.movieticket.booking.booking.Money;
import com.movieticket.booking.booking.PaymentMethod;
import com.movieticket.booking.booking.SeatLock;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.Showing;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.UserId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Bookings in every state and events of every type, with every optional part there or not. */
public final class ArbitraryBookings {
    private static final long YEAR_2100_MILLIS = 4_102_444_800_000L;

    private ArbitraryBookings() {
    }

    public static Arbitrary<Booking> bookings() {
        return Combinators.combine(identities(), deals(), states(), instants(), instants(),
                Arbitraries.longs().between(1, Long.MAX_VALUE)).as((who, deal, state, created, updated, version) ->
                new Booking(who.id(), version, who.user(), who.email(), who.showtime(), deal.showing(), deal.seats(),
                        deal.total(), deal.lock(), state, created, updated));
    }

    public static Arbitrary<BookingEvent> events() {
        return Combinators.combine(identities(), deals(), details(), uuids(), instants(), texts())
                .as((who, deal, details, id, at, trace) -> new BookingEvent(id, at, who.id(), who.user(), who.email(),
                        who.showtime(), deal.showing(), deal.seats(), deal.total(), trace, details));
    }

    public static Arbitrary<BookingState> states() {
        return Arbitraries.oneOf(
                Combinators.combine(counts(), texts().optional()).as(BookingState.AwaitingPayment::new),
                Combinators.combine(attempts(), instants(), leases()).as(BookingState.Charging::new),
                Combinators.combine(attempts(), instants(), leases()).as(BookingState.Unverified::new),
                Combinators.combine(charges(), leases()).as(BookingState.Charged::new),
                Combinators.combine(charges(), instants()).as(BookingState.Confirmed::new),
                Combinators.combine(cancellations(), counts()).as(BookingState.Cancelled::new),
                Combinators.combine(charges(), texts(), cancellations().optional(), counts(), leases())
                        .as(BookingState.RefundPending::new),
                Combinators.combine(charges(), texts(), cancellations().optional(), texts().optional(), instants())
                        .as(BookingState.Refunded::new));
    }

    private record Identity(BookingId id, UserId user, Optional<String> email, ShowtimeId showtime) {
    }

    private record Deal(Showing showing, SeatNumbers seats, Money total, SeatLock lock) {
    }

    private static Arbitrary<Identity> identities() {
        return Combinators.combine(uuids(), ids(), texts().optional(), ids()).as((id, user, email, showtime) ->
                new Identity(new BookingId(id), new UserId(user), email, new ShowtimeId(showtime)));
    }

    private static Arbitrary<Deal> deals() {
        Arbitrary<Showing> showings = Combinators.combine(texts().optional(), texts().optional(), instants().optional())
                .as(Showing::new);
        Arbitrary<SeatNumbers> seats = Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(16)
                .list().uniqueElements().ofMinSize(1).ofMaxSize(10).map(SeatNumbers::new);
        return Combinators.combine(showings, seats, amounts(), locks()).as(Deal::new);
    }

    private static Arbitrary<BookingEvent.Details> details() {
        return Arbitraries.oneOf(
                locks().map(BookingEvent.PendingPayment::new),
                texts().map(BookingEvent.Confirmed::new),
                texts().map(BookingEvent.Cancelled::new),
                Combinators.combine(texts(), texts().optional(), amounts(), texts()).as(BookingEvent.Refunded::new));
    }

    private static Arbitrary<Money> amounts() {
        return Arbitraries.longs().between(0, 100_000_000_000L).map(cents -> new Money(BigDecimal.valueOf(cents, 2)));
    }

    private static Arbitrary<SeatLock> locks() {
        return Combinators.combine(texts(), instants()).as(SeatLock::new);
    }

    private static Arbitrary<Charge> charges() {
        return Combinators.combine(attempts(), texts(), instants()).as(Charge::new);
    }

    private static Arbitrary<Attempt> attempts() {
        return Combinators.combine(counts(), Arbitraries.of(PaymentMethod.class)).as(Attempt::new);
    }

    private static Arbitrary<Cancellation> cancellations() {
        return Combinators.combine(Arbitraries.of(Cancellation.Cause.class), reasons(), instants())
                .as(Cancellation::new);
    }

    private static Arbitrary<Lease> leases() {
        return Combinators.combine(texts(), instants()).as(Lease::new);
    }

    private static Arbitrary<Integer> counts() {
        return Arbitraries.integers().between(0, Integer.MAX_VALUE);
    }

    private static Arbitrary<Instant> instants() {
        return Arbitraries.longs().between(0, YEAR_2100_MILLIS).map(Instant::ofEpochMilli);
    }

    private static Arbitrary<String> uuids() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new).map(UUID::toString);
    }

    /** What an id from outside may look like: operators, paths and quotes included. */
    private static Arbitrary<String> ids() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(128),
                Arbitraries.of("$where", "{\"$gt\":\"\"}", "a.b.$[]", "null", "507f1f77bcf86cd799439011"));
    }

    /** What another service may tell us: anything that can be written as UTF-8, control characters included. */
    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(40).map(ArbitraryBookings::withoutLoneSurrogates),
                Arbitraries.of("", "Amélie", "映画 \uD83C\uDFAC", "$set", "line\nbreak \u0000 \"quoted\" \\"));
    }

    private static Arbitrary<String> reasons() {
        return Arbitraries.oneOf(Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(256),
                Arbitraries.of("expired", "", "Änderung \uD83C\uDFAC"));
    }

    private static String withoutLoneSurrogates(String text) {
        return text.codePoints().filter(c -> Character.getType(c) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
