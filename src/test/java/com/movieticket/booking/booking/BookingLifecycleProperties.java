package com.movieticket.booking.booking;

import com.movieticket.booking.booking.BookingState.Charging;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.testing.Sample;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import static com.movieticket.booking.testing.Sample.EMAIL;
import static com.movieticket.booking.testing.Sample.SHOWING;
import static com.movieticket.booking.testing.Sample.lease;
import static com.movieticket.booking.testing.Sample.occasion;
import static org.assertj.core.api.Assertions.assertThat;

/** What holds over a booking's whole life, whatever happens to it, in whatever order, at whatever times. */
class BookingLifecycleProperties {
    /** Anything that can happen to a booking. */
    enum Happening {
        PAY, APPROVED, NOT_CHARGED, NO_ANSWER, CONFIRMED, CONFIRM_LATER, SEATS_REFUSED, USER_CANCELS, EXPIRES, REFUNDED,
        REFUND_LATER, TAKEN_OVER;

        Transition to(Booking b, Instant now) {
            return switch (this) {
                case PAY -> b.startCharging(PaymentMethod.CREDIT_CARD, EMAIL, SHOWING, lease(now), now);
                case APPROVED -> b.chargeApproved("txn", lease(now), now);
                case NOT_CHARGED -> b.notCharged(Optional.of("no"), now);
                case NO_ANSWER -> b.chargeUnverified(lease(now), now);
                case CONFIRMED -> b.seatsConfirmed(occasion(now));
                case CONFIRM_LATER -> b.confirmationPutOff(lease(now), now);
                case SEATS_REFUSED -> b.seatsRefused("gone", lease(now), now);
                case USER_CANCELS -> b.cancelledByUser("", lease(now), occasion(now));
                case EXPIRES -> b.expired(occasion(now));
                case REFUNDED -> b.refunded(Optional.empty(), occasion(now));
                case REFUND_LATER -> b.refundPutOff(lease(now), now);
                case TAKEN_OVER -> b.takenOver(lease(now), now);
            };
        }
    }

    @Provide
    Arbitrary<List<Tuple2<Happening, Integer>>> lives() {
        return Arbitraries.of(Happening.class)
                .flatMap(happening -> Arbitraries.integers().between(0, 40).map(s -> Tuple.of(happening, s)))
                .list().ofMaxSize(40);
    }

    @Property(tries = 5_000)
    void money_taken_ends_in_a_confirmed_booking_or_goes_back(@ForAll("lives") List<Tuple2<Happening, Integer>> life) {
        boolean taken = false;
        for (Change change : live(life)) {
            taken |= change.booking().charge().isPresent();
            assertThat(change.booking().charge().isPresent()).as("a charge is never forgotten").isEqualTo(taken);
        }
    }

    @Property(tries = 5_000)
    void a_booking_ends_once_and_tells_each_end_once(@ForAll("lives") List<Tuple2<Happening, Integer>> life) {
        List<Change> changes = live(life);
        List<String> events = changes.stream().flatMap(c -> c.event().stream()).map(BookingEvent::type).toList();
        assertThat(events).doesNotHaveDuplicates();
        assertThat(String.join(" ", events)).matches("booking.pending_payment"
                + "(| booking.cancelled| booking.confirmed( booking.cancelled( booking.refunded)?)?| booking.refunded)");
        Booking last = changes.getLast().booking();
        assertThat(last.dueAt().isEmpty()).as("finished means that nobody looks after it any more").isEqualTo(
                switch (last.status()) {
                    case CONFIRMED, CANCELLED, REFUNDED -> true;
                    case PENDING_PAYMENT, REFUND_PENDING -> false;
                });
    }

    @Property(tries = 5_000)
    void every_charge_has_a_key_of_its_own(@ForAll("lives") List<Tuple2<Happening, Integer>> life) {
        var keys = new HashSet<String>();
        Optional<Attempt> current = Optional.empty();
        for (Change change : live(life)) {
            Optional<Attempt> next = change.booking().state() instanceof Charging s
                    ? Optional.of(s.attempt()) : Optional.empty();
            if (next.isPresent() && !next.equals(current)) {
                assertThat(keys.add(next.get().key(change.booking().id()))).as("used before").isTrue();
            }
            current = next;
        }
    }

    @Property(tries = 5_000)
    void nothing_is_ever_charged_once_the_seats_are_lost(@ForAll("lives") List<Tuple2<Happening, Integer>> life) {
        Instant now = Sample.T0;
        Booking booking = Sample.awaitingPayment();
        for (var step : life) {
            now = now.plusSeconds(step.get2());
            if (step.get1().to(booking, now) instanceof Change change) {
                if (step.get1() == Happening.PAY) {
                    assertThat(booking.lock().holdsAt(now)).isTrue();
                }
                booking = change.booking();
            }
        }
    }

    private static List<Change> live(List<Tuple2<Happening, Integer>> life) {
        var changes = new ArrayList<>(List.of(Sample.created()));
        Instant now = Sample.T0;
        for (var step : life) {
            now = now.plusSeconds(step.get2());
            if (step.get1().to(changes.getLast().booking(), now) instanceof Change change) {
                assertThat(change.booking().version()).isEqualTo(changes.getLast().booking().version() + 1);
                changes.add(change);
            }
        }
        return changes;
    }
}
