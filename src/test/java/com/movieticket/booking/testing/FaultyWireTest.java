package com.movieticket.booking.testing;

import com.movieticket.booking.testing.FaultyWire.Fault;
import com.movieticket.booking.testing.FaultyWire.Interference.Verdict;
import com.movieticket.booking.testing.FaultyWire.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultyWireTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Answers each byte with the same byte twice. */
    private final WireStub neighbour = new WireStub(conversation -> {
        for (int b = conversation.firstByte(); b >= 0; b = conversation.firstByte()) {
            conversation.send(new byte[] {(byte) b, (byte) b});
        }
    });
    private final FaultyWire wire = FaultyWire.to(neighbour.port());

    @AfterEach
    void close() throws IOException {
        wire.close();
        neighbour.close();
    }

    @Test
    void a_healthy_wire_carries_everything_both_ways() throws IOException {
        try (var client = client(wire)) {
            assertThat(said(client, "a", 2)).isEqualTo("aa");
            assertThat(said(client, "b", 2)).isEqualTo("bb");
        }
    }

    @Test
    void a_reset_breaks_what_there_is_and_what_comes() throws IOException {
        try (var client = client(wire)) {
            assertThat(said(client, "a", 2)).isEqualTo("aa");
            wire.suffer(new Fault.Reset());
            assertThatThrownBy(() -> said(client, "b", 2)).isInstanceOf(SocketException.class);
        }
        try (var client = client(wire)) {
            assertThatThrownBy(() -> said(client, "c", 2)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void who_is_gone_refuses_connections_and_comes_back_where_he_was() throws IOException {
        try (var client = client(wire)) {
            assertThat(said(client, "a", 2)).isEqualTo("aa");
            wire.suffer(new Fault.Refused());
            assertThatThrownBy(() -> said(client, "b", 2)).isInstanceOf(SocketException.class);
        }
        assertThatThrownBy(() -> client(wire)).isInstanceOf(ConnectException.class);
        wire.heal();
        try (var client = client(wire)) {
            assertThat(said(client, "c", 2)).isEqualTo("cc");
        }
    }

    @Test
    void an_answer_can_end_in_a_reset() throws IOException {
        wire.suffer(new Fault.ResetInAnswer(3));
        try (var client = client(wire)) {
            assertThat(said(client, "a", 2)).isEqualTo("aa");
            assertThatThrownBy(() -> said(client, "b", 2)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void in_a_black_hole_nothing_is_heard_and_afterwards_one_begins_anew() throws IOException {
        wire.suffer(new Fault.BlackHole());
        try (var client = client(wire)) {
            client.setSoTimeout(100);
            assertThatThrownBy(() -> said(client, "a", 2)).isInstanceOf(SocketTimeoutException.class);
            wire.heal();
            client.setSoTimeout((int) LONG.toMillis());
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        try (var client = client(wire)) {
            assertThat(said(client, "b", 2)).isEqualTo("bb");
        }
    }

    @Test
    void latency_and_drip_lose_nothing() throws IOException {
        for (Fault fault : new Fault[] {new Fault.Latency(Duration.ofMillis(5)), new Fault.Drip(Duration.ofMillis(5))}) {
            wire.suffer(fault);
            try (var client = client(wire)) {
                assertThat(said(client, "a", 2)).isEqualTo("aa");
            }
        }
    }

    @Test
    void half_closed_an_answer_ends_in_its_midst() throws IOException {
        wire.suffer(new Fault.HalfClose(3));
        try (var client = client(wire)) {
            assertThat(said(client, "ab", 4)).isEqualTo("aab");
        }
    }

    @Test
    void garbage_has_the_right_length() throws IOException {
        wire.suffer(new Fault.Garbage());
        try (var client = client(wire)) {
            assertThat(said(client, "a".repeat(50), 100)).hasSizeGreaterThan(10).isNotEqualTo("a".repeat(100));
        }
    }

    @Test
    void a_message_can_be_stopped_before_it_arrives_or_instead_of_being_answered() throws IOException {
        Protocol bytes = in -> in.readNBytes(1);
        try (var picky = FaultyWire.to(neighbour.port(), bytes, piece -> switch (piece[0]) {
            case 'b' -> Verdict.RESET_BEFORE;
            case 'c' -> Verdict.RESET_INSTEAD_OF_THE_ANSWER;
            default -> Verdict.PASS;
        })) {
            for (String fatal : new String[] {"b", "c"}) {
                try (var client = client(picky)) {
                    assertThat(said(client, "a", 2)).isEqualTo("aa");
                    assertThatThrownBy(() -> said(client, fatal, 2)).isInstanceOf(SocketException.class);
                }
            }
        }
    }

    private static Socket client(FaultyWire wire) throws IOException {
        var client = new Socket("127.0.0.1", wire.port());
        client.setSoTimeout((int) LONG.toMillis());
        return client;
    }

    private static String said(Socket client, String words, int answer) throws IOException {
        client.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
        return new String(client.getInputStream().readNBytes(answer), StandardCharsets.ISO_8859_1);
    }
}
