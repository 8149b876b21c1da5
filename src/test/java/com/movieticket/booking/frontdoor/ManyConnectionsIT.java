package com.movieticket.booking.frontdoor;

import com.movieticket.booking.testing.Eventually;
import com.sun.management.UnixOperatingSystemMXBean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Ten thousand connections that do nothing, and two hundred that are in no hurry, keep nobody else from booking. */
class ManyConnectionsIT {
    private static final int IDLE = 10_000;
    private static final int SLOW = 200;

    @Test
    void honest_customers_are_served_while_others_sit_around_and_the_slow_are_cut_off() throws IOException {
        int idle = asManyAsTheMachineAllows();
        try (var house = House.open(Map.of("SERVER_MAX_CONNECTIONS", "12000", "SERVER_HEAD_TIMEOUT", "1s"))) {
            house.booked(); // everything is loaded
            var idlers = new ArrayList<SocketChannel>();
            var slow = new ArrayList<SocketChannel>();
            try {
                long before = usedHeap();
                for (int i = 0; i < idle; i++) {
                    idlers.add(connect(house));
                    assertThat(answered(idlers.getLast())).isTrue();
                }
                System.out.printf("%s: %,d idle connections, %,d bytes of heap each%n", getClass().getSimpleName(),
                        idle, (usedHeap() - before) / idle);

                for (int i = 0; i < SLOW; i++) {
                    slow.add(connect(house));
                    write(slow.getLast(), "GET / HTTP/1.1\r\nHost: x\r\nA: ");
                }
                assertThat(slowestOf(30, house)).isLessThan(Duration.ofSeconds(2));

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
    }

    /** Both ends of each connection are files of this process. */
    private static int asManyAsTheMachineAllows() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return IDLE;
        }
        long possible = (system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - 1000) / 2 - SLOW;
        Assumptions.assumeTrue(possible >= 100, "left out: this process may have only "
                + system.getMaxFileDescriptorCount() + " files open");
        if (possible < IDLE) {
            System.out.printf("ManyConnectionsIT: %,d idle connections instead of %,d, since this process may have only "
                    + "%,d files open%n", possible, IDLE, system.getMaxFileDescriptorCount());
        }
        return (int) Math.min(IDLE, possible);
    }

    /** Of so many bookings, one after the other. */
    private static Duration slowestOf(int bookings, House house) {
        Duration slowest = Duration.ZERO;
        for (int i = 0; i < bookings; i++) {
            long start = System.nanoTime();
            assertThat(house.status(house.booked())).isEqualTo("pending_payment");
            Duration one = Duration.ofNanos(System.nanoTime() - start);
            slowest = one.compareTo(slowest) > 0 ? one : slowest;
        }
        System.out.printf("ManyConnectionsIT: the slowest of %d bookings took %d ms%n", bookings, slowest.toMillis());
        return slowest;
    }

    private static SocketChannel connect(House house) throws IOException {
        return SocketChannel.open(new InetSocketAddress("127.0.0.1", house.port()));
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

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
