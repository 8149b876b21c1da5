package com.movieticket.booking.bench;

import com.movieticket.booking.frontdoor.Program;
import com.movieticket.booking.sandbox.Neighbourhood;
import com.movieticket.booking.sandbox.Showtime;
import com.movieticket.booking.sandbox.UserStandIn;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Ten thousand new bookings at once, while the user service takes two seconds to answer: whether all succeed in a heap of
 * 256 MB, with the settings as they are, and what a booking that waits costs. Who is told to come again
 * does so after a second, until two minutes have passed.
 *
 * <p>A booking that is under way has two connections, and this process holds the other ends of both: where all are to be under
 * way at once, and a process may have only 20,000 files open, a part of the bookings comes over one connection of HTTP/2.
 * Arguments, all optional: options of the
 * virtual machine, which begin with a dash; environment variables of the service, as {@code NAME=value}; how many
 * bookings, as a number; {@code hold}, so that the user service answers no one before it was asked by all, and the heap is
 * counted while they wait; {@code cold}, for a service that has done nothing before.
 */
final class SlowNeighbourBench implements AutoCloseable {
    private static final int BOOKINGS = 10_000;
    private static final int SEATS = 120;
    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Over one connection, which lets 2,000 through at once. */
    private static final int MOST_STREAMS = 2_000;
    /** Of the service and of this process, besides one for each end of a connection. */
    private static final int OTHER_FILES = 800;
    private static final int WARM_UP = 8_000;
    private static final Pattern AFTER_COLLECTION = Pattern.compile("->(\\d+)M\\(");

    private final Neighbourhood neighbourhood = Neighbourhood.start();
    private final Path collections = Files.createTempFile("collections-", ".log");
    private final List<String> options = new ArrayList<>(List.of("-Xmx256m", "-Xlog:gc:file=" + collections));
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final AtomicInteger nextSeat = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private int bookings = BOOKINGS;
    private boolean hold;
    private boolean cold;

    private SlowNeighbourBench(String[] arguments) throws IOException {
        environment.putAll(neighbourhood.environment());
        environment.putAll(Map.of("PORT", "0", "SERVER_HOST", "127.0.0.1", "LOG_FORMAT", "text"));
        for (String argument : arguments) {
            if (argument.startsWith("-")) {
                options.add(argument);
            } else if (argument.contains("=")) {
                environment.put(argument.substring(0, argument.indexOf('=')), argument.substring(argument.indexOf('=') + 1));
            } else {
                switch (argument) {
                    case "hold" -> hold = true;
                    case "cold" -> cold = true;
                    default -> bookings = Integer.parseInt(argument);
                }
            }
        }
        for (int i = 0; i <= (bookings + WARM_UP) / SEATS; i++) {
            neighbourhood.cinema().seatMap().add(Showtime.open("s" + i, Instant.now().plusSeconds(86_400)));
        }
    }

    /**
     * What came of it.
     *
     * @param atOnce        that succeeded without having been turned away
     * @param mostInFlight  at once
     * @param heapMegabytes at most, after a collection
     */
    record Result(int bookings, int atOnce, int succeeded, int mostInFlight, int heapMegabytes, Duration took) {
    }

    /** Tries it, with the arguments of the program. */
    static Result with(String... arguments) throws Exception {
        try (var bench = new SlowNeighbourBench(arguments);
             var program = Program.start(bench.options, bench.environment)) {
            return bench.run(program);
        }
    }

    public static void main(String[] arguments) throws Exception {
        try (var bench = new SlowNeighbourBench(arguments);
             var program = Program.start(bench.options, bench.environment)) {
            try {
                bench.run(program);
            } finally {
                program.output().lines().filter(line -> !line.contains(" INFO ")).limit(20).forEach(System.out::println);
            }
        }
    }

    private Result run(Program program) throws Exception {
        int port = program.port();
        if (!cold) {
            warmUp(port);
        }
        if (hold) {
            neighbourhood.users().conduct().hold(UserStandIn.Call.FIND);
        } else {
            neighbourhood.users().conduct().delay(UserStandIn.Call.FIND, DELAY);
        }
        System.out.printf("heap when idle: %,d KB%n", LiveObjects.bytes(program.pid(), "idle") / 1024);
        int streams = hold ? streams() : 0;
        long start;
        ReturningClients clients;
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
             ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            URI graphql = URI.create("http://127.0.0.1:" + port + "/graphql");
            if (streams > 0) {
                client.send(HttpRequest.newBuilder(graphql.resolve("/")).build(), BodyHandlers.discarding()); // upgrades
            }
            if (hold) {
                countConnected(program, bookings - streams);
            }
            var everything = new CountDownLatch(bookings);
            start = System.nanoTime();
            clients = new ReturningClients(PATIENCE);
            for (int i = 0; i < streams; i++) {
                begin();
                clients.answered(client, request(graphql)).whenComplete((response, problem) -> {
                    end(problem == null ? response.statusCode() + " " + response.body() : problem.toString());
                    everything.countDown();
                });
            }
            for (int i = streams; i < bookings; i++) {
                begin();
                threads.execute(() -> {
                    try {
                        Wire.Reply reply = clients.answered(port, creation());
                        end(reply.status() + " " + reply.body());
                    } catch (IOException e) {
                        end(e.toString());
                    }
                    everything.countDown();
                });
            }
            if (hold) {
                letGoTogether(program, start);
            }
            everything.await(PATIENCE.toSeconds() + 60, TimeUnit.SECONDS);
        }
        Result result = report(program, streams, clients, Duration.ofNanos(System.nanoTime() - start));
        System.out.printf("heap when idle again: %,d KB%n", LiveObjects.bytes(program.pid(), "afterwards") / 1024);
        return result;
    }

    /** Those who only have a connection. */
    private static void countConnected(Program program, int number) throws Exception {
        var wires = new ArrayList<Wire>();
        for (int i = 0; i < number; i++) {
            wires.add(new Wire(program.port()));
        }
        System.out.printf("heap with %,d connections: %,d KB%n", number, LiveObjects.bytes(program.pid(), "connected") / 1024);
        wires.forEach(Wire::close);
    }

    private void warmUp(int port) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                threads.submit(() -> {
                    try (var wire = new Wire(port)) {
                        for (int j = 0; j < WARM_UP / 16; j++) {
                            wire.post(creation());
                        }
                    }
                    return null;
                });
            }
        }
    }

    private HttpRequest request(URI graphql) {
        return HttpRequest.newBuilder(graphql).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(creation())).build();
    }

    private void begin() {
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    }

    private void end(String answer) {
        inFlight.decrementAndGet();
        String kind = answer.startsWith("200 ") && answer.contains(Requests.BOOKED) ? "succeeded"
                : answer.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}|\\d{2,}ms", "…");
        answers.merge(kind, 1, Integer::sum);
    }

    private void letGoTogether(Program program, long start) throws Exception {
        var conduct = neighbourhood.users().conduct();
        while (conduct.held(UserStandIn.Call.FIND) < bookings && System.nanoTime() - start < 8_000_000_000L) {
            new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
        }
        System.out.printf("%,d wait after %.1f s%n", conduct.held(UserStandIn.Call.FIND), (System.nanoTime() - start) / 1e9);
        System.out.printf("heap while they wait: %,d KB%n", LiveObjects.bytes(program.pid(), "waiting") / 1024);
        conduct.letGo(UserStandIn.Call.FIND);
    }

    private Result report(Program program, int streams, ReturningClients clients, Duration time) throws IOException {
        int most = 0;
        for (String line : Files.readAllLines(collections)) {
            var after = AFTER_COLLECTION.matcher(line);
            if (after.find()) {
                most = Math.max(most, Integer.parseInt(after.group(1)));
            }
        }
        String resident = Files.readAllLines(Path.of("/proc", String.valueOf(program.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:")).findFirst().orElse("VmHWM: ?");
        int good = answers.getOrDefault("succeeded", 0);
        System.out.printf("in flight at most %,d (%,d of them over HTTP/2), succeeded %,d at once, %,d in the end, "
                        + "failed %,d, all answered after %.1f s, heap after a collection at most %d MB, resident at most %s%n",
                mostInFlight.get(), streams, clients.atOnce(), good, bookings - good, time.toMillis() / 1000.0, most,
                resident.substring(6).strip());
        clients.reasons().forEach((reason, count) -> System.out.printf("%,d times told to come again: %s%n", count, reason));
        answers.forEach((answer, count) -> {
            if (!answer.equals("succeeded")) {
                System.out.printf("%,d times: %s%n", count, answer);
            }
        });
        return new Result(bookings, clients.atOnce(), good, mostInFlight.get(), most, time);
    }

    /** As many as there are too few files for. */
    private int streams() throws IOException {
        String limit;
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
            limit = lines.filter(line -> line.startsWith("Max open files")).findFirst().orElse("0 0 0 0 0").split("\\s+")[3];
        }
        long files = limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit);
        return Math.clamp(2L * bookings + OTHER_FILES - files, 0, MOST_STREAMS);
    }

    /** As the API document has it, and clients do it: the seat is in the variables, and the document always the same. */
    private String creation() {
        int number = nextSeat.getAndIncrement();
        int seat = number % SEATS;
        return """
                {"query":"mutation CreateBooking($userId: String!, $showtimeId: String!, $seatNumbers: [String!]!) \
                { create_booking(user_id: $userId, showtime_id: $showtimeId, seat_numbers: $seatNumbers) { success \
                booking { id user_id showtime_id seats total_amount status created_at updated_at } message lock_id } }",\
                "variables":{"userId":"user123","showtimeId":"s%d","seatNumbers":["%c%d"]}}"""
                .formatted(number / SEATS, 'A' + seat / 12, 1 + seat % 12);
    }

    @Override
    public void close() throws IOException {
        neighbourhood.close();
        Files.deleteIfExists(collections);
    }
}
