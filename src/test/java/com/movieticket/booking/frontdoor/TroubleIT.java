package com.movieticket.booking.frontdoor;

import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.FaultyWire;
import com.movieticket.booking.testing.FaultyWire.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static com.movieticket.booking.frontdoor.Deed.AT_ONCE;
import static com.movieticket.booking.frontdoor.Deed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * The second table of {@code docs/degradation.md}, cell by cell: the wire to one part does harm, somebody asks for what
 * needs that part, the wire is whole again, and what was asked for comes to its end. All parts are tried at the same time,
 * each with an instance of the service of its own, since most of it is waiting. Circuits, which would cut that short, stay
 * closed.
 */
class TroubleIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Map<String, String> SETTINGS = Map.of("USERS_TIMEOUT", "2s", "CINEMA_TIMEOUT", "2s",
            "PAYMENTS_TIMEOUT", "2s", "PAYMENTS_SETTLE", "3s", "MONGODB_TIMEOUT", "2s",
            "MONGODB_SELECTION_TIMEOUT", "500ms", "RABBITMQ_TIMEOUT", "2s", "OUTBOX_TAKE_OVER", "2s",
            "CALLS_CIRCUIT_LEAST", "1000000");
    private static final String CARD = "4242424242424242";
    private static final String PENDING = "booking.pending_payment";

    private static Surroundings surroundings;
    private static Audience audience;
    private static final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private static final AtomicInteger nextSeat = new AtomicInteger();

    /** What is wrong, by the name that the document gives it. */
    private enum Trouble {
        REFUSED("refused", new Fault.Refused()),
        SILENT("silent", new Fault.BlackHole()),
        SLOW("slow", new Fault.Latency(Duration.ofMillis(50))),
        RESET("reset in mid-answer", new Fault.ResetInAnswer(10)),
        HALF_CLOSED("half-closed in mid-answer", new Fault.HalfClose(10)),
        GARBAGE("garbage", new Fault.Garbage());

        private final String title;
        private final Fault fault;

        Trouble(String title, Fault fault) {
            this.title = title;
            this.fault = fault;
        }
    }

    @BeforeAll
    static void open() throws Exception {
        surroundings = Surroundings.open();
        audience = surroundings.audience();
    }

    @AfterAll
    static void close() {
        threads.close();
        audience.close();
        surroundings.close();
    }

    @TestFactory
    Stream<DynamicNode> trouble_with() {
        var table = DegradationDocument.table("trouble", Stream.of(Trouble.values()).map(it -> it.title).toList());
        var columns = new EnumMap<Part, Map<Trouble, CompletableFuture<Void>>>(Part.class);
        table.forEach((part, words) -> columns.put(part, begin(part, words)));
        return Part.all().map(part -> dynamicContainer("the " + part.heading(), Stream.of(Trouble.values())
                .map(trouble -> dynamicTest(trouble.title + ": " + table.get(part).get(trouble.title),
                        () -> columns.get(part).get(trouble).join()))));
    }

    /**
     * One trouble after the other, whatever became of those before. The instance is started here, one at a time: the
     * framework can't start two servers at once in a process.
     */
    private static Map<Trouble, CompletableFuture<Void>> begin(Part part, Map<String, String> words) {
        var cells = new EnumMap<Trouble, CompletableFuture<Void>>(Trouble.class);
        Stream.of(Trouble.values()).forEach(trouble -> cells.put(trouble, new CompletableFuture<>()));
        FaultyWire wire = surroundings.newWire(part);
        House house = surroundings.house(SETTINGS, part, wire);
        threads.execute(() -> {
            try (wire; house) {
                var patient = new Patient(part, house);
                Eventually.within(PATIENCE).check(() -> house.pay(booked(house), CARD)); // what is slow only once is done
                cells.forEach((trouble, cell) -> cell.completeAsync(() -> {
                    patient.suffers(trouble, wire, words.get(trouble.title));
                    return null;
                }, Runnable::run));
            } catch (RuntimeException | Error e) {
                cells.values().forEach(cell -> cell.completeExceptionally(e));
            }
        });
        return cells;
    }

    private static String creation() {
        int seat = nextSeat.getAndIncrement();
        return House.creation("user123", DegradationIT.SHOWTIMES.get(seat / 120),
                List.of((char) ('A' + seat % 120 / 12) + String.valueOf(1 + seat % 12)));
    }

    private static String booked(House house) {
        return house.ask(creation()).text("data.create_booking.booking.id");
    }

    /** An instance of the service that has trouble with one part. */
    private record Patient(Part part, House house) {
        void suffers(Trouble trouble, FaultyWire wire, String words) {
            String booking = booked(house);
            String document = switch (part) {
                case USERS, CINEMA, BROKER -> creation();
                case PAYMENTS -> House.payment(booking, CARD);
                case STORE -> "{ get_booking(booking_id: \"%s\") { id } }".formatted(booking);
            };
            Answer answer;
            wire.suffer(trouble.fault);
            try {
                answer = meanwhile(document, words);
            } finally {
                wire.heal();
            }
            afterwards(document, words, booking, answer);
        }

        private Answer meanwhile(String document, String words) {
            long start = System.nanoTime();
            Answer answer = house.ask(document);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            switch (words) {
                case "works", "works; event later", "works; event perhaps twice" -> assertWorked(answer);
                case "refused at once" -> {
                    Deed.assertUnavailable(answer, part);
                    assertThat(took).isLessThan(AT_ONCE);
                }
                case "refused in time" -> {
                    Deed.assertUnavailable(answer, part);
                    assertThat(took).isLessThan(TIMEOUT.plus(AT_ONCE));
                }
                case "refused in time, then at once" -> {
                    Deed.assertUnavailable(answer, part);
                    assertThat(took).isLessThan(TIMEOUT.plus(AT_ONCE));
                    Eventually.within(PATIENCE).check(() -> {
                        long again = System.nanoTime();
                        Deed.assertUnavailable(house.ask(document), part);
                        assertThat(Duration.ofNanos(System.nanoTime() - again)).isLessThan(Duration.ofMillis(250));
                    });
                }
                case "verified; confirmed when it is back", "verified; payable again when it is back" ->
                        assertThat(answer.text("data.process_payment.message"))
                                .isEqualTo("Payment is being verified. You will not be charged twice.");
                default -> throw new AssertionError("nobody knows what is meant by: " + words);
            }
            return answer;
        }

        private void afterwards(String document, String words, String booking, Answer answer) {
            switch (words) {
                case "works; event later" ->
                        audience.hears(answer.text("data.create_booking.booking.id"), PENDING);
                case "works; event perhaps twice" ->
                        audience.hearsPerhapsAgain(answer.text("data.create_booking.booking.id"), PENDING);
                case "verified; confirmed when it is back" -> {
                    Eventually.within(PATIENCE).check(() -> assertThat(house.status(booking)).isEqualTo("confirmed"));
                    assertThat(surroundings.payments().ledger().of(booking)).hasSize(1);
                }
                case "verified; payable again when it is back" -> {
                    Eventually.within(PATIENCE).check(() -> assertWorked(house.ask(document)));
                    assertThat(surroundings.payments().ledger().of(booking)).hasSize(1);
                }
                case "works" -> { }
                default -> Eventually.within(PATIENCE).check(() -> assertWorked(house.ask(document)));
            }
        }

        private void assertWorked(Answer answer) {
            assertThat(answer.text()).doesNotContain("\"errors\"")
                    .contains(part == Part.STORE ? "\"get_booking\":{" : "\"success\":true");
        }
    }
}
