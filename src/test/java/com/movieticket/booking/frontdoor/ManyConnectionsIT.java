package com.movieticket.booking.frontdoor;

import com.movieticket.booking.sandbox.Neighbourhood;
import com.movieticket.booking.testing.Eventually;
import com.sun.management.UnixOperatingSystemMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Ten thousand connections that do nothing, and two hundred that are in no hurry, keep nobody else from booking. */
class ManyConnectionsIT {
    private static final int IDLE = 10_000;
    private static final int SLOW = 200;

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void honest_customers_are_served_while_others_sit_around_and_the_slow_are_cut_off() throws Exception {
        int idle = asManyAsTheMachineAllows();
        try (var neighbourhood = Neighbourhood.start()) {
            var environment = new HashMap<>(neighbourhood.environment());
            environment.putAll(Map.of("PORT", "0", "SERVER_HOST", "127.0.0.1", "LOG_FORMAT", "text",
                    "SERVER_MAX_CONNECTIONS", "12000", "SERVER_HEAD_TIMEOUT", "1s"));
            try (var program = Program.start(List.of("-Xmx512m"), environment)) {
                crowd(program, idle);
            }
        }
    }

    private void crowd(Program program, int idle) throws Exception {
        int port = program.port();
        booked(port, 0); // everything is loaded
        var idlers = new ArrayList<SocketChannel>();
        var slow = new ArrayList<SocketChannel>();
        try {
            long before = resident(program);
            for (int i = 0; i < idle; i++) {
                idlers.add(connect(port));
                assertThat(answered(idlers.getLast())).isTrue();
            }
            System.out.printf("ManyConnectionsIT: %,d idle connections, %,d bytes of the process each%n", idle,
                    (resident(program) - before) / idle);
            for (int i = 0; i < SLOW; i++) {
                slow.add(connect(port));
                write(slow.getLast(), "GET / HTTP/1.1\r\nHost: x\r\nA: ");
            }
            assertThat(slowestOf(30, port)).isLessThan(Duration.ofSeconds(2));

            Eventually.within(Duration.ofSeconds(20)).every(Duration.ofMillis(100)).check(() -> {
                slow.removeIf(channel -> !drip(channel));
                assertThat(slow).isEmpty();
            });
            assertThat(answered(idlers.getFirst())).isTrue();
            assertThat(answered(idlers.getLast())).isTrue();
        } finally {
            for (SocketChannel channel : idlers) {
                channel.close();
            }
            for (SocketChannel channel : slow) {
                channel.close();
            }
        }
    }

    private static int asManyAsTheMachineAllows() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return IDLE;
        }
        long possible = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - 1000 - SLOW;
        Assumptions.assumeTrue(possible >= 100, "left out: a process may have only "
                + system.getMaxFileDescriptorCount() + " files open");
        if (possible < IDLE) {
            System.out.printf("ManyConnectionsIT: %,d idle connections instead of %,d, since a process may have only "
                    + "%,d files open%n", possible, IDLE, system.getMaxFileDescriptorCount());
        }
        return (int) Math.min(IDLE, possible);
    }

    /** Of so many bookings, one after the other. */
    private Duration slowestOf(int bookings, int port) throws Exception {
        Duration slowest = Duration.ZERO;
        for (int i = 1; i <= bookings; i++) {
            long start = System.nanoTime();
            booked(port, i);
            Duration one = Duration.ofNanos(System.nanoTime() - start);
            slowest = one.compareTo(slowest) > 0 ? one : slowest;
        }
        System.out.printf("ManyConnectionsIT: the slowest of %d bookings took %d ms%n", bookings, slowest.toMillis());
        return slowest;
    }

    private void booked(int port, int number) throws Exception {
        String seat = (char) ('A' + number / 12) + String.valueOf(1 + number % 12);
        var answer = client.send(House.request(URI.create("http://127.0.0.1:" + port + "/graphql"),
                House.creation("user123", "show456", List.of(seat))), BodyHandlers.ofString());
        assertThat(Answer.of(answer).flag("data.create_booking.success")).isTrue();
    }

    private static SocketChannel connect(int port) throws IOException {
        return SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static boolean answered(SocketChannel channel) {
        try {
            write(channel, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            var answer = ByteBuffer.allocate(2048);
            channel.read(answer);
            return new String(answer.array(), 0, 12, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One byte more; false when the other side has had enough. */
    private static boolean drip(SocketChannel channel) {
        try {
            write(channel, "a");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Memory of the process, in bytes; zero where the system doesn't tell. */
    private static long resident(Program program) throws IOException {
        Path status = Path.of("/proc", Long.toString(program.pid()), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElse(0);
    }
}
