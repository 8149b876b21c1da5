package com.movieticket.booking.frontdoor;

import com.movieticket.booking.sandbox.UserStandIn;
import com.movieticket.booking.testing.Eventually;
import io.helidon.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;

/** A user service that takes every call and answers none, under steady load, and its return. */
class BlackHoleIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration PROBE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PER_SECOND = 50;
    /** The user is looked for first, so no showtime means that the user was found. */
    private static final String BOOKING = House.creation("user123", "none", List.of("A1"));

    private record Asked(long at, Duration took, String code) {
        boolean unavailable() {
            return code.equals("SERVICE_UNAVAILABLE");
        }
    }

    private final House house = House.open(Map.of("USERS_TIMEOUT", TIMEOUT.toSeconds() + "s",
            "CALLS_CIRCUIT_WINDOW", "2s"));
    private final ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
    private final Queue<Asked> answers = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        load.shutdownNow();
        house.neighbourhood().users().conduct().recover();
        house.close();
    }

    @Test
    void is_waited_for_no_longer_than_a_time_out_then_not_at_all_and_found_as_soon_as_it_is_back() throws Exception {
        var users = house.neighbourhood().users().conduct();
        load.scheduleAtFixedRate(this::ask, 0, 1000 / PER_SECOND, TimeUnit.MILLISECONDS);
        awaitAnswers(PER_SECOND, asked -> !asked.unavailable());
        assertThat(check().stringValue("circuit")).contains("closed");

        users.hold(UserStandIn.Call.FIND);
        long gone = System.nanoTime();
        Eventually.within(PATIENCE).check(() -> assertThat(check().stringValue("circuit")).contains("open"));

        assertThat(check().stringValue("state")).contains("degraded");
        assertThat(house.ready()).isTrue();
        long open = System.nanoTime();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        int calls = users.calls(UserStandIn.Call.FIND);
        awaitAnswers(3 * PER_SECOND, asked -> asked.at() > open);
        long probes = users.calls(UserStandIn.Call.FIND) - calls;
        assertThat(probes).as("calls while open").isBetween(1L, 2 + elapsed(open).dividedBy(PROBE));
        assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).as("threads").isLessThan(threads + 20);
        assertThat(check().intValue("calls_in_flight").orElseThrow()).isLessThan(20);
        assertThat(answers).filteredOn(asked -> asked.at() > gone).allMatch(Asked::unavailable)
                .allSatisfy(asked -> assertThat(asked.took()).isLessThan(TIMEOUT.multipliedBy(5)));
        assertThat(median(open)).as("time for an answer while open").isLessThan(TIMEOUT.dividedBy(4));

        users.letGo(UserStandIn.Call.FIND);
        long back = System.nanoTime();
        awaitAnswers(1, asked -> asked.at() > back && !asked.unavailable());
        Duration recovery = Duration.ofNanos(answers.stream().filter(asked -> asked.at() > back && !asked.unavailable())
                .mapToLong(asked -> asked.at() + asked.took().toNanos() - back).min().orElseThrow());
        assertThat(recovery).isLessThan(Duration.ofSeconds(8)); // 0.5 s as a rule; a busy machine is no failure
        Eventually.within(PATIENCE).check(() -> assertThat(check().stringValue("circuit")).contains("closed"));
    }

    private void ask() {
        long at = System.nanoTime();
        house.asking(BOOKING).thenAccept(response -> answers.add(new Asked(at, elapsed(at), code(response))));
    }

    private void awaitAnswers(int count, Predicate<Asked> which) {
        Eventually.within(PATIENCE).check(() ->
                assertThat(answers).filteredOn(which).hasSizeGreaterThanOrEqualTo(count));
    }

    private Duration median(long since) {
        List<Duration> sorted = answers.stream().filter(asked -> asked.at() > since).map(Asked::took).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** What the service says of the user service when it is asked whether it is ready. */
    private JsonObject check() {
        try {
            return house.readiness("user-service");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String code(HttpResponse<String> response) {
        return Answer.of(response).text("errors.0.extensions.code");
    }

    private static Duration elapsed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }
}
