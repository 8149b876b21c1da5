package com.movieticket.booking.security;

import com.movieticket.booking.settings.Settings;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.SignedJWT;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds out who is asking, by the bearer token (RFC 6750) that a request brings: a signed JWT.
 *
 * <p>Why a token isn't believed is told to nobody but the log, and there without a word of the token. Thread-safe.
 */
public final class Authentication implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Authentication.class.getName());
    /** In characters. What is longer is not looked at. */
    static final int LONGEST_TOKEN = 8192;
    private static final String SCHEME = "Bearer ";
    private static final Pattern COMPACT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    /** Anything else was made for another purpose, whatever its claims (RFC 8725, section 3.11). */
    private static final Set<JOSEObjectType> ACCESS = Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

    private final Optional<Signatures> signatures;
    private final Claims claims;

    private Authentication(Optional<Signatures> signatures, Claims claims) {
        this.signatures = signatures;
        this.claims = claims;
    }

    /**
     * Off when there is nothing to verify tokens with, which is worth a warning.
     *
     * @param clock tells whether tokens have expired
     */
    public static Authentication of(Settings.Jwt settings, InstantSource clock) {
        var signatures = settings.secret().<Signatures>map(SharedSecret::new)
                .or(() -> settings.jwksUrl().map(url -> new PublishedKeys(url, clock)));
        if (signatures.isEmpty()) {
            LOG.log(Level.WARNING, "Callers are not asked who they are, since neither JWT_SECRET nor JWT_JWKS_URL is set: "
                    + "anybody can book, pay and cancel for anybody");
        }
        return new Authentication(signatures, new Claims(settings, clock));
    }

    /**
     * Who is asking. Never throws; may block while keys are fetched.
     *
     * @param authorization the header, whole
     */
    Identity identify(Optional<String> authorization) {
        return signatures.map(trusted -> authorization
                        .flatMap(Authentication::token)
                        .flatMap(token -> identity(token, trusted))
                        .orElse(Identity.UNPROVEN))
                .orElse(Identity.UNASKED);
    }

    /** Lets go of connections. */
    @Override
    public void close() {
        signatures.ifPresent(Signatures::close);
    }

    private static Optional<String> token(String authorization) {
        return Optional.of(authorization)
                .filter(header -> header.length() <= SCHEME.length() + LONGEST_TOKEN)
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .filter(COMPACT.asMatchPredicate());
    }

    /** The signature comes first: nothing that a stranger has written is looked into any further than that takes. */
    private Optional<Identity> identity(String compact, Signatures trusted) {
        try {
            var token = SignedJWT.parse(compact);
            if (!isForAccess(token.getHeader().getType()) || !trusted.verify(token)) {
                LOG.log(Level.DEBUG, "A token is refused for its type, algorithm, key or signature");
                return Optional.empty();
            }
            var identity = claims.identity(token.getJWTClaimsSet());
            if (identity.isEmpty()) {
                LOG.log(Level.DEBUG, "A token is refused for its issuer, audience, time or user");
            }
            return identity;
        } catch (ParseException | RuntimeException _) {
            LOG.log(Level.DEBUG, "A token is refused for its form"); // without the cause, which may quote it
            return Optional.empty();
        }
    }

    private static boolean isForAccess(JOSEObjectType type) {
        return type == null || ACCESS.contains(type);
    }
}
