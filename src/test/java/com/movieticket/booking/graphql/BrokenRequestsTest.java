package com.movieticket.booking.graphql;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that are none, or could be taken for two: each is told so, shown nothing, and loses its connection. */
class BrokenRequestsTest {
    private static final String HEALTHY = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final String POST = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "traceparent: " + Edge.TRACEPARENT + "\r\n";

    private static Edge edge;

    @BeforeAll
    static void start() {
        edge = new Edge();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    /**
     * {@code |} ends a line; {@code POST} stands for the head of a good request, with a trace; a healthy request
     * follows in its wake.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            no HTTP                          ; 400 ; GARBAGE||
            no target                        ; 400 ; GET||
            HTTP/0.9                         ; 400 ; GET /||
            HTTP/1.0                         ; 505 ; GET / HTTP/1.0||
            no such version                  ; 400 ; GET / HTTP/3.0|Host: x||
            a method of other characters     ; 400 ; G{T / HTTP/1.1|Host: x||
            the preface of HTTP/2, broken    ; 400 ; PRI * HTTP/2.0||XX||
            no host                          ; 400 ; GET / HTTP/1.1||
            two hosts                        ; 400 ; GET / HTTP/1.1|Host: a|Host: b||
            a host that is none              ; 400 ; GET / HTTP/1.1|Host: a b||
            a path badly encoded             ; 400 ; GET /%zz HTTP/1.1|Host: x||
            a query badly encoded            ; 400 ; GET /graphql?query=%zz HTTP/1.1|Host: x||
            a path of other characters       ; 400 ; GET /a<b HTTP/1.1|Host: x||
            a name with a space              ; 400 ; GET / HTTP/1.1|Host: x|Bad Name: 1||
            a space before the colon         ; 400 ; GET / HTTP/1.1|Host: x|Bad : 1||
            no colon                         ; 400 ; GET / HTTP/1.1|Host: x|Bad||
            no name                          ; 400 ; GET / HTTP/1.1|Host: x|: 1||
            a folded header                  ; 400 ; GET / HTTP/1.1|Host: x|A: b| c||
            NUL in a header                  ; 400 ; GET / HTTP/1.1|Host: x|A: b\\0c||
            CR in a header                   ; 400 ; GET / HTTP/1.1|Host: x|A: b\\rc||
            LF in a header                   ; 400 ; GET / HTTP/1.1|Host: x|A: b\\nc||
            an expectation that nobody knows ; 417 ; POSTExpect: elephants|Content-Length: 2||{}
            a negative length                ; 400 ; POSTContent-Length: -1||
            a length with a sign             ; 400 ; POSTContent-Length: +2||{}
            a length in hex                  ; 400 ; POSTContent-Length: 0x2||{}
            a length beyond all numbers      ; 400 ; POSTContent-Length: 99999999999999999999||{}
            two lengths                      ; 400 ; POSTContent-Length: 2|Content-Length: 2||{}
            two lengths that differ          ; 400 ; POSTContent-Length: 2|Content-Length: 1||{}
            two lengths in one               ; 400 ; POSTContent-Length: 2, 2||{}
            a length, and chunks             ; 400 ; POSTContent-Length: 2|Transfer-Encoding: chunked||2|{}|0||
            chunks twice                     ; 400 ; POSTTransfer-Encoding: chunked|Transfer-Encoding: chunked||2|{}|0||
            chunks under other names         ; 501 ; POSTTransfer-Encoding: gzip, chunked||2|{}|0||
            no chunks after all              ; 501 ; POSTTransfer-Encoding: identity||{}
            a chunk's size that is none      ; 400 ; POSTTransfer-Encoding: chunked||zz|{}|0||
            a negative chunk                 ; 400 ; POSTTransfer-Encoding: chunked||-2|{}|0||
            a chunk beyond all numbers       ; 400 ; POSTTransfer-Encoding: chunked||fffffffffffffffff|{}|0||
            a chunk larger than all bodies   ; 413 ; POSTTransfer-Encoding: chunked||7fffffff|{}
            a chunk longer than it says      ; 400 ; POSTTransfer-Encoding: chunked||2|{}XX0||
            a chunk's size that doesn't end  ; 400 ; POSTTransfer-Encoding: chunked||0000000000000000000000000000002|{}|0||
            a packed body                    ; 415 ; POSTContent-Encoding: gzip|Content-Length: 2||{}
            a target that is an authority    ; 400 ; GET evil.example:80 HTTP/1.1|Host: x||
            a tunnel                         ; 400 ; CONNECT evil.example:443 HTTP/1.1|Host: x||
            an extension of a chunk          ; 400 ; POSTTransfer-Encoding: chunked||2;a=b|{}|0||
            a trailer                        ; 400 ; POSTTransfer-Encoding: chunked||2|{}|0|A: b||
            a body that is far too large     ; 413 ; POSTContent-Length: 100000000000||{}
            """)
    void is_refused_and_loses_its_connection(String what, int status, String request) throws IOException {
        String text = request.replace("POST", POST).replace("|", "\r\n").replace("\\0", "\0").replace("\\r", "\r")
                .replace("\\n", "\n");

        String trace = request.startsWith("POST") ? Edge.TRACED : "}";

        String answer = exchange(text + HEALTHY);

        assertThat(answer).as(what).startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("\r\nConnection: close\r\n")
                .contains("\r\nX-Content-Type-Options: nosniff\r\n")
                .endsWith("\"extensions\":{\"code\":\"BAD_REQUEST\"" + trace + "}]}")
                .containsOnlyOnce("HTTP/1.1 ")
                .doesNotContainIgnoringCase("helidon", "exception", "java", "\r\nServer:");
        assertThat(exchange(HEALTHY)).startsWith("HTTP/1.1 200 ");
    }

    /** They may be in the buffer already, behind a request that was all right, or only begun. */
    @ParameterizedTest
    @ValueSource(strings = {"G{T / HTTP/1.1\r\nHost: x\r\n\r\n", "\u0016\u0003\u0001 \r\n\r\n", " / HTTP/1.1\r\n\r\n"})
    void what_does_not_begin_like_a_request_is_refused_later_on_as_well(String broken) throws IOException {
        String request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
        for (int cut = request.length(); cut <= request.length() + 3; cut++) {
            String all = request + broken;
            try (var socket = new Socket("127.0.0.1", edge.port())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(all.substring(0, cut).getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
                socket.getOutputStream().write(all.substring(cut).getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .contains("HTTP/1.1 400 ").endsWith("\"extensions\":{\"code\":\"BAD_REQUEST\"}}]}");
            }
        }
    }

    @Test
    void a_line_that_does_not_end_is_too_long() throws IOException {
        assertThat(exchange("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ").contains("BAD_REQUEST");
    }

    @Test
    void headers_that_do_not_end_are_too_large() throws IOException {
        String head = "GET / HTTP/1.1\r\nHost: x\r\n";

        assertThat(exchange(head + "A: " + "a".repeat(15_000) + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(exchange(head + "A: " + "a".repeat(100_000) + "\r\n\r\n")).startsWith("HTTP/1.1 431 ");
        assertThat(exchange(head + "A: a\r\n".repeat(101) + "\r\n")).startsWith("HTTP/1.1 431 ");
    }

    @ParameterizedTest
    @CsvSource({"POST /nowhere,404", "PUT /graphql,405", "POST /,405", "POST /graphql,415"})
    void a_body_that_nobody_wanted_does_not_become_the_next_request(String line, int status) throws IOException {
        String smuggled = HEALTHY.replace("GET /", "GET /graphql/schema.graphql");
        String head = line + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + smuggled.length() + "\r\n\r\n";

        assertThat(exchange(head + smuggled + HEALTHY)).startsWith("HTTP/1.1 " + status + " ")
                .contains("HTTP/1.1 200 OK").endsWith("\"graphql_endpoint\":\"/graphql\"}");
    }

    @Test
    void a_client_that_waits_to_be_told_to_go_on_is_told_so_or_refused_and_never_misunderstood() throws IOException {
        String body = "{\"query\":\"{ __typename }\"}";
        String told = POST + "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n";

        assertThat(exchange(told + "\r\n" + body)).startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n");
        assertThat(exchange(told.replace("/graphql", "/nowhere") + "\r\n" + HEALTHY))
                .startsWith("HTTP/1.1 404 ").containsIgnoringCase("\r\nConnection: close\r\n").containsOnlyOnce("HTTP/1.1 ");
    }

    @Test
    void requests_in_a_row_are_told_apart_wherever_the_wire_cuts_them() throws IOException {
        String request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
        String all = request.repeat(2) + HEALTHY;
        for (int cut = request.length(); cut < 2 * request.length(); cut++) {
            try (var socket = new Socket("127.0.0.1", edge.port())) {
                socket.setSoTimeout(10_000);
                socket.setTcpNoDelay(true);
                socket.getOutputStream().write(all.substring(0, cut).getBytes(StandardCharsets.US_ASCII));
                if (cut > request.length()) { // the rest comes when the service waits for it
                    assertThat(socket.getInputStream().read()).isEqualTo('H');
                }
                socket.getOutputStream().write(all.substring(cut).getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                        .split("TTP/1.1 200 OK")).hasSize(4);
            }
        }
    }

    /** What comes back until the connection ends. */
    private static String exchange(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", edge.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
