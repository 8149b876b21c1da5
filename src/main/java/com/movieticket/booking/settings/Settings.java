package com.movieticket.booking.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be set, already checked. {@code application.yaml} documents each key with its unit, default and
 * environment variable.
 *
 * <p>No {@code toString} of these records shows a secret.
 */
public record Settings(Server server, Cors cors, Overload overload, GraphQl graphql, Jwt jwt, RateLimit rateLimit,
                       Playground playground, Seats seats, Users users, Cinema cinema, Payments payments, Calls calls,
                       Mongodb mongodb, Rabbitmq rabbitmq, Outbox outbox, Sweepers sweepers, Log log) {

    /**
     * The HTTP edge.
     *
     * @param host           address to listen on
     * @param port           0 to 65535; 0 = any free one
     * @param grace          when the service is told to stop, requests under way have so long to end
     * @param maxConnections how many connections may be open at once
     * @param maxRequests    how many requests may be under way at once, over all connections together
     * @param maxStreams     how many requests at once over one connection of HTTP/2
     * @param maxUri         bytes of a request's first line
     * @param maxHeaders     bytes of a request's headers
     * @param idleTimeout    how long a connection may be without a request
     * @param headTimeout    from a request's first byte to the end of its head
     * @param bodyTimeout    for all of a request's body
     * @param answerTimeout  for an answer to be taken
     */
    public record Server(String host, int port, Duration grace, int maxConnections, int maxRequests, int maxStreams,
                         int maxUri, int maxHeaders, Duration idleTimeout, Duration headTimeout, Duration bodyTimeout,
                         Duration answerTimeout) {
    }

    /**
     * Web pages of other origins.
     *
     * @param allowOrigins which of them may ask, as browsers write them: {@code https://tickets.example}; {@code *} alone
     *                     = all
     * @param maxAge       for how long browsers may remember that
     */
    public record Cors(List<String> allowOrigins, Duration maxAge) {
    }

    /**
     * What is turned away when there is too much to do.
     *
     * @param least       requests that are worked on at once, however long they take then
     * @param longestWait of a new booking in the line that forms when more comes at once than can be borne; zero = there is
     *                    none
     */
    public record Overload(int least, Duration longestWait) {
    }

    /**
     * What GraphQL requests may ask for.
     *
     * @param timeLimit     of a request: what it still asks of others then is given up, save what has to come to its end
     * @param introspection whether clients may ask for the schema
     */
    public record GraphQl(Duration timeLimit, boolean introspection, Limits limits, Documents documents) {
    }

    /**
     * How big a GraphQL request may be.
     *
     * @param values one for each {@link Limit}
     */
    public record Limits(Map<Limit, Integer> values) {
        /** Copies the values. */
        public Limits {
            values = Map.copyOf(values);
        }

        /** The most that is allowed. */
        public int of(Limit limit) {
            return values.get(limit);
        }
    }

    /**
     * Which GraphQL documents are run.
     *
     * @param directory of documents that clients can ask for by the hash of their text
     */
    public record Documents(Mode mode, Optional<Path> directory) {
        /** How clients may name what they want to be run. */
        public enum Mode {
            /** Any document, or one of the directory by its hash. */
            ANY,
            /** Also any document by its hash, once it was sent together with it. */
            PERSISTED,
            /** Those of the directory alone. */
            TRUSTED
        }
    }

    /**
     * Who callers are. With neither a secret nor an address of keys, they aren't asked.
     *
     * @param secret    for HS256, at least 32 bytes in UTF-8; never together with {@code jwksUrl}
     * @param jwksUrl   {@code http} or {@code https}, where the keys for RS256 and ES256 are published
     * @param issuer    that every token must come from, if any
     * @param audience  that every token must be meant for, if any
     * @param clockSkew by how much the issuer's clock may differ from ours
     */
    public record Jwt(Optional<String> secret, Optional<URI> jwksUrl, Optional<String> issuer,
                      Optional<String> audience, Duration clockSkew) {
        @Override
        public String toString() {
            return "Jwt[" + issuer + ", " + audience + ", " + clockSkew + "]";
        }
    }

    /**
     * How often one client may ask.
     *
     * @param perSecond      requests, in the long run; 0 = as often as it likes
     * @param burst          requests at once, after a pause
     * @param trustedProxies whose word on where a request came from is believed
     */
    public record RateLimit(int perSecond, int burst, List<Network> trustedProxies) {
    }

    /**
     * Trying operations out in a browser.
     *
     * @param enabled whether there is a playground
     */
    public record Playground(boolean enabled) {
    }

    /**
     * Holding seats.
     *
     * @param hold how long seats stay locked for an unpaid booking; whole seconds
     * @param most how many seats one booking may have, 1 to 100
     */
    public record Seats(Duration hold, int most) {
    }

    /**
     * The user service.
     *
     * @param url     {@code http} or {@code https} with host, without trailing slash and query
     * @param token   bearer token for calls that no user's token comes with
     * @param timeout for a whole call
     */
    public record Users(URI url, Optional<String> token, Duration timeout) {
        @Override
        public String toString() {
            return "Users[" + url + ", " + timeout + "]";
        }
    }

    /**
     * The cinema service.
     *
     * @param url     {@code http} or {@code https} with host and port
     * @param timeout for a whole call
     */
    public record Cinema(URI url, Duration timeout) {
    }

    /**
     * The payment service. The paths are URI templates over {@code booking_id}, {@code transaction_id} and
     * {@code reason}.
     *
     * @param url     {@code http} or {@code https} with host, without trailing slash and query
     * @param timeout for a whole call
     * @param settle  for so long after a charge was begun, a look-up that finds nothing proves nothing
     * @param lease   for so long one instance has the sole right to go on with a payment; longer than all of a
     *                payment's calls together
     */
    public record Payments(URI url, String processPath, String lookupPath, String refundPath, Duration timeout,
                           Duration settle, Duration lease) {
    }

    /**
     * Calling the user, cinema and payment service: the same for each, and counted for each on its own.
     *
     * @param inFlight        how many calls may be under way at a time; more are turned away
     * @param retries         how often at most a call that failed is tried again, if it may be
     * @param circuitFailures which part of the calls must fail, in percent, for the circuit to open
     * @param circuitWindow   over how long they are counted
     * @param circuitLeast    how many calls there must be before any part of them counts
     * @param circuitProbe    how often a call is let through a circuit that is open
     */
    public record Calls(int inFlight, int retries, int circuitFailures, Duration circuitWindow, int circuitLeast,
                        Duration circuitProbe) {
    }

    /**
     * The booking store.
     *
     * @param uri              with credentials
     * @param timeout          for a whole operation
     * @param selectionTimeout for so long operations wait for a server that takes writes, after there was one
     * @param maxConnections   to each server, at once; who finds all in use waits for one
     */
    public record Mongodb(String uri, Duration timeout, Duration selectionTimeout, int maxConnections) {
        @Override
        public String toString() {
            return "Mongodb[" + timeout + ", " + selectionTimeout + ", " + maxConnections + "]";
        }
    }

    /**
     * The broker.
     *
     * @param uri      with credentials
     * @param exchange to publish to
     * @param timeout  for connecting, and for the broker's confirmation of an event
     */
    public record Rabbitmq(String uri, String exchange, Duration timeout) {
        @Override
        public String toString() {
            return "Rabbitmq[" + exchange + ", " + timeout + "]";
        }
    }

    /**
     * The relay from the store to the broker.
     *
     * @param inFlight how many events may be published and not yet confirmed at a time
     * @param takeOver after so long an event still waiting is taken to be left behind by the instance that wrote it
     * @param poll     how often to look for such events
     */
    public record Outbox(int inFlight, Duration takeOver, Duration poll) {
    }

    /**
     * Looking for unfinished business.
     *
     * @param every how often, give or take a quarter
     * @param batch how many bookings at a time
     */
    public record Sweepers(Duration every, int batch) {
    }

    /**
     * The log.
     *
     * @param level     of java.util.logging
     * @param format    how lines look
     * @param levelFile names another level while the service runs; need not be there
     */
    public record Log(java.util.logging.Level level, Format format, Optional<Path> levelFile) {
        /** How lines look. */
        public enum Format { JSON, TEXT }
    }
}
