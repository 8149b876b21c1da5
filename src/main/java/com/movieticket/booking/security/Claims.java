package com.movieticket.booking.security;

import com.movieticket.booking.booking.InvalidArgumentException;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.settings.Settings;
import com.nimbusds.jwt.JWTClaimsSet;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a token must say to be believed (RFC 7519, section 4.1), and whom it then speaks of. */
final class Claims {
    /** A scope for operators. */
    private static final String ANY_BOOKINGS = "bookings:any";
    /** Issuers don't agree on its name. */
    private static final List<String> SCOPES = List.of("scope", "scopes", "scp");

    private final Optional<String> issuer;
    private final Optional<String> audience;
    private final Duration skew;
    private final InstantSource clock;

    Claims(Settings.Jwt settings, InstantSource clock) {
        this.issuer = settings.issuer();
        this.audience = settings.audience();
        this.skew = settings.clockSkew();
        this.clock = clock;
    }

    /**
     * Whom a token speaks of. Empty when it isn't for us, isn't of this time, or names nobody.
     *
     * @throws ParseException when a claim is of the wrong type
     */
    Optional<Identity> identity(JWTClaimsSet claims) throws ParseException {
        return isForUs(claims) && isCurrent(claims)
                ? user(claims).map(user -> Identity.of(user, isOperator(claims)))
                : Optional.empty();
    }

    private boolean isForUs(JWTClaimsSet claims) {
        return issuer.map(needed -> needed.equals(claims.getIssuer())).orElse(true)
                && audience.map(needed -> claims.getAudience().contains(needed)).orElse(true);
    }

    /** It must say when it ends. */
    private boolean isCurrent(JWTClaimsSet claims) {
        Instant now = clock.instant();
        return claims.getExpirationTime() != null
                && now.isBefore(claims.getExpirationTime().toInstant().plus(skew))
                && (claims.getNotBeforeTime() == null
                        || !now.isBefore(claims.getNotBeforeTime().toInstant().minus(skew)));
    }

    /** The user service's own claim counts where there is one, even if it is of no use. */
    private static Optional<UserId> user(JWTClaimsSet claims) throws ParseException {
        String id = claims.getClaims().containsKey("user_id") ? claims.getStringClaim("user_id") : claims.getSubject();
        try {
            return Optional.ofNullable(id).map(UserId::new);
        } catch (InvalidArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isOperator(JWTClaimsSet claims) {
        return SCOPES.stream().map(claims::getClaim).anyMatch(Claims::hasAnyBookings);
    }

    /** As RFC 8693 writes it (section 4.2), with spaces in between, or as an array. */
    private static boolean hasAnyBookings(Object scopes) {
        return switch (scopes) {
            case String text -> List.of(text.split(" ")).contains(ANY_BOOKINGS);
            case Collection<?> list -> list.contains(ANY_BOOKINGS);
            case null, default -> false;
        };
    }
}
