package com.movieticket.booking.security;

import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.workflow.Authority;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a request passes before anything of it is read: who is asking, and not too often?
 *
 * <p>Those who have proven who they are are counted by user, wherever they are; all others by address, so that nobody
 * uses up a user's share with tokens that are worth nothing. Thread-safe.
 */
public final class Gate {
    /** Whether a request may go on. */
    public sealed interface Passage {
        /** @param authority for whom the caller may act, which may be nobody: that is for each field to say */
        record Open(Authority authority) implements Passage {
        }

        /**
         * Too many requests.
         *
         * @param retryAfter when the next one would be let through; positive
         * @param burst      how many are let through at once, after a pause
         * @param refill     how long that pause must be
         */
        record Shut(Duration retryAfter, int burst, Duration refill) implements Passage {
        }
    }

    private final Authentication authentication;
    private final ClientAddress addresses;
    private final Optional<RateLimit> limit;
    private final int burst;
    private final Duration refill;

    /** @param nanoTime like {@link System#nanoTime} */
    public Gate(Authentication authentication, Settings.RateLimit settings, LongSupplier nanoTime) {
        this.authentication = authentication;
        this.addresses = new ClientAddress(settings.trustedProxies());
        this.limit = settings.perSecond() == 0 ? Optional.empty()
                : Optional.of(new RateLimit(settings.perSecond(), settings.burst(), nanoTime));
        this.burst = settings.burst();
        this.refill = settings.perSecond() == 0 ? Duration.ZERO
                : Duration.ofSeconds(burst).dividedBy(settings.perSecond());
    }

    /**
     * Judges a request by its head. Never throws; may block while keys are fetched.
     *
     * @param authorization the header, whole
     * @param peer          who is at the other end of the connection
     * @param forwardedFor  all values of {@code X-Forwarded-For}, in their order
     */
    public Passage pass(Optional<String> authorization, InetAddress peer, List<String> forwardedFor) {
        Identity identity = authentication.identify(authorization);
        var open = new Passage.Open(identity.authority());
        return limit.<Passage>map(clients -> switch (clients.admit(client(identity, peer, forwardedFor))) {
            case RateLimit.Verdict.Admitted() -> open;
            case RateLimit.Verdict.Refused(Duration retryAfter) -> new Passage.Shut(retryAfter, burst, refill);
        }).orElse(open);
    }

    /** A user's name can't be taken for an address, nor the other way round. */
    private String client(Identity identity, InetAddress peer, List<String> forwardedFor) {
        return identity.user().map(UserId::value).map("user "::concat)
                .orElseGet(() -> addresses.of(peer, forwardedFor));
    }
}
