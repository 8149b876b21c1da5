package com.movieticket.booking.security;

import com.movieticket.booking.resilience.RestCall;
import com.movieticket.booking.resilience.RestClient;
import com.movieticket.booking.resilience.RestReply.Answered;
import com.movieticket.booking.resilience.RestReply.NotSent;
import com.movieticket.booking.resilience.RestReply.Unheard;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.SignedJWT;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * RS256 and ES256, by the keys that the issuer publishes (JWKS).
 *
 * <p>They are kept. When they have become old, they are fetched anew beside the requests, and go on serving for some
 * hours should that fail. A token waits for a fetch only when its key is not there, or when it is the first after a
 * silence in which its key may have been withdrawn; and since anybody can send such tokens, no fetch follows another
 * too soon. Thread-safe.
 */
final class PublishedKeys implements Signatures {
    private static final Logger LOG = System.getLogger(PublishedKeys.class.getName());
    static final Duration TIMEOUT = Duration.ofSeconds(3);
    /** No fetch follows another sooner. */
    static final Duration PAUSE = Duration.ofSeconds(10);
    /** Older keys are fetched anew. */
    static final Duration FRESH = Duration.ofMinutes(5);
    /** Who comes after so long a time without a fetch waits for one. Not everybody while the issuer is away. */
    static final Duration SILENCE = Duration.ofMinutes(10);
    /** Older keys don't count: who withdraws a key must not be foiled for ever by whoever keeps us from hearing of it. */
    static final Duration USABLE = Duration.ofHours(6);

    private record Fetched(KeySet keys, Instant at) {
    }

    private final RestClient issuer;
    private final RestCall call;
    private final InstantSource clock;
    /** Held while fetching; who comes meanwhile finds the answer there. */
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Fetched latest = new Fetched(new KeySet(List.of()), Instant.MIN);
    private volatile Instant lastTry = Instant.MIN;

    /**
     * Fetches nothing yet.
     *
     * @param url {@code http} or {@code https}
     */
    PublishedKeys(URI url, InstantSource clock) {
        this.issuer = new RestClient(url.resolve("/"), TIMEOUT);
        this.call = call(url);
        this.clock = clock;
    }

    /** What fetches the keys. */
    static RestCall call(URI url) {
        return RestCall.get(url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()), Map.of());
    }

    @Override
    public boolean verify(SignedJWT token) {
        return key(token).filter(key -> signed(token, key)).isPresent();
    }

    @Override
    public void close() {
        issuer.close();
    }

    private static boolean signed(SignedJWT token, KeySet.Key key) {
        try {
            return token.verify(key.verifier());
        } catch (JOSEException _) {
            return false;
        }
    }

    private Optional<KeySet.Key> key(SignedJWT token) {
        if (!KeySet.ALGORITHMS.contains(token.getHeader().getAlgorithm())) {
            return Optional.empty(); // no key that may be published would help
        }
        Optional<KeySet.Key> known = known(token);
        if (known.isEmpty() || !within(SILENCE, lastTry)) {
            fetchUnlessJustTried();
            return known(token);
        }
        if (!within(FRESH, latest.at()) && !justTried()) {
            Thread.ofVirtual().name("jwks").start(this::fetchUnlessJustTried);
        }
        return known;
    }

    private Optional<KeySet.Key> known(SignedJWT token) {
        Fetched fetched = latest;
        return within(USABLE, fetched.at()) ? fetched.keys().of(token.getHeader()) : Optional.empty();
    }

    private void fetchUnlessJustTried() {
        fetching.lock();
        try {
            if (!justTried()) {
                lastTry = clock.instant();
                fetch();
            }
        } finally {
            fetching.unlock();
        }
    }

    private void fetch() {
        switch (issuer.send(call)) {
            case Answered answer when answer.status() == 200 -> take(answer);
            case Answered answer -> complain("answered with status " + answer.status());
            case NotSent(String problem, _) -> complain(problem);
            case Unheard(String problem, _) -> complain(problem);
        }
    }

    private void take(Answered answer) {
        try {
            var keys = KeySet.parse(new String(answer.body(), StandardCharsets.UTF_8));
            if (keys.keys().isEmpty()) {
                complain("has no key for RS256 or ES256");
            } else {
                latest = new Fetched(keys, clock.instant());
            }
        } catch (ParseException | RuntimeException _) { // the library has both for what isn't one
            complain("answered with what is no JWK set");
        }
    }

    private void complain(String problem) {
        boolean usable = within(USABLE, latest.at());
        LOG.log(usable ? Level.WARNING : Level.ERROR, () -> "The keys for tokens can't be fetched, "
                + (usable ? "those at hand go on serving" : "so no token is accepted") + ": the key server " + problem);
    }

    private boolean justTried() {
        return within(PAUSE, lastTry);
    }

    /** A clock that was set back makes everything old, rather than young for ever. */
    private boolean within(Duration age, Instant since) {
        Instant now = clock.instant();
        return !now.isBefore(since) && now.isBefore(since.plus(age));
    }
}
