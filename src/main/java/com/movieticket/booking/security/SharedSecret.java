package com.movieticket.booking.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;

import java.nio.charset.StandardCharsets;

/** HS256, and nothing else: a secret that is shared with the user service. */
final class SharedSecret implements Signatures {
    private final MACVerifier verifier;

    /** @param secret at least 32 bytes in UTF-8 */
    SharedSecret(String secret) {
        try {
            verifier = new MACVerifier(secret.getBytes(StandardCharsets.UTF_8));
        } catch (JOSEException _) {
            throw new IllegalArgumentException("the secret is shorter than 32 bytes");
        }
    }

    @Override
    public boolean verify(SignedJWT token) {
        try {
            return JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm()) && token.verify(verifier);
        } catch (JOSEException _) {
            return false;
        }
    }
}
