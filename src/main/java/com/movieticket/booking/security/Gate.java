package com.movieticket.booking.security;

import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.workflow.Authority;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
        /**
         * It may.
         *
         * @param authority for whom the caller may act, which may be nobody: that is for each field to say
         * @param left      how many more requests would be let through at once, if there is a limit
         */
        record Open(Authority authority, OptionalLong left) implements Passage {
        }

        /**
         * Too many requests.
         *
         * @param retryAfter when the next one would be let through; positive
         */
        record Shut(Duration retryAfter) implements Passage {
        }
    }

    /**
     * How often one client may come.
     *
     * @param burst  requests that are let through at once, after a pause
     * @param refill how long that pause must be
     */
    public record Quota(int burst, Duration refill) {
        private static Quota of(Settings.RateLimit settings) {
            return new Quota(settings.burst(), Duration.ofSeconds(settings.burst()).dividedBy(settings.perSecond()));
        }
    }

    private final Authentication authentication;
    private final ClientAddress addresses;
    private final Optional<RateLimit> limit;
    private final Optional<Quota> quota;

    /** @param nanoTime like {@link System#nanoTime} */
    public Gate(Authentication authentication, Settings.RateLimit settings, LongSupplier nanoTime) {
        this.authentication = authentication;
        this.addresses = new ClientAddress(settings.trustedProxies());
        this.limit = settings.perSecond() == 0 ? Optional.empty()
                : Optional.of(new RateLimit(settings.perSecond(), settings.burst(), nanoTime));
        this.quota = limit.map(_ -> Quota.of(settings));
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
        return limit.<Passage>map(clients -> switch (clients.admit(client(identity, peer, forwardedFor))) {
            case RateLimit.Verdict.Admitted(long left) -> new Passage.Open(identity.authority(), OptionalLong.of(left));
            case RateLimit.Verdict.Refused(Duration retryAfter) -> new Passage.Shut(retryAfter);
        }).orElseGet(() -> new Passage.Open(identity.authority(), OptionalLong.empty()));
    }

    /** The same for every client, if there is a limit. */
    public Optional<Quota> quota() {
        return quota;
    }

    /** A user's name can't be taken for an address, nor the other way round. */
    private String client(Identity identity, InetAddress peer, List<String> forwardedFor) {
        return identity.user().map(UserId::value).map("user "::concat)
                .orElseGet(() -> addresses.of(peer, forwardedFor));
    }
}
