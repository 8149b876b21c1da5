package com.movieticket.booking.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Bearer tokens like those of the user service, good ones unless a test spoils them. */
public final class Tokens {
    /** Long enough for HS512 too. */
    public static final String SECRET = "a secret of the user service, which nobody else should know, let alone sign with";
    public static final String ISSUER = "movie-ticket-booking-system";
    public static final String AUDIENCE = "booking-service";

    private final Instant now;

    /** @param now when the tokens are issued; they are good for an hour */
    public Tokens(Instant now) {
        this.now = now;
    }

    /** Of a user, signed with the shared secret. */
    public String of(String user) {
        return of(user, claims -> claims);
    }

    /** With claims added or replaced. */
    public String of(String user, UnaryOperator<JWTClaimsSet.Builder> claims) {
        return signed(new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build(),
                claims.apply(claims(user)).build(), hmac(SECRET.getBytes(StandardCharsets.UTF_8)));
    }

    /** Signed with any HMAC key under any header. */
    public String of(String user, JWSHeader header, byte[] secret) {
        return signed(header, claims(user).build(), hmac(secret));
    }

    /** Signed with RS256, naming its key. */
    public String of(String user, RSAKey key) {
        return of(user, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), key);
    }

    /** Signed with an RSA key of any size under any header. */
    public String of(String user, JWSHeader header, RSAKey key) {
        try {
            return signed(header, claims(user).build(), new RSASSASigner(key, Set.of(AllowWeakRSAKey.getInstance())));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Signed with ES256, naming its key. */
    public String of(String user, ECKey key) {
        try {
            return signed(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims(user).build(),
                    new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    public Date after(Duration age) {
        return Date.from(now.plus(age));
    }

    private JWTClaimsSet.Builder claims(String user) {
        return new JWTClaimsSet.Builder().claim("user_id", user).claim("email", user + "@example.org").subject(user)
                .issuer(ISSUER).audience(AUDIENCE).issueTime(Date.from(now)).notBeforeTime(Date.from(now))
                .expirationTime(after(Duration.ofHours(1)));
    }

    private static MACSigner hmac(byte[] secret) {
        try {
            return new MACSigner(secret);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            var token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
