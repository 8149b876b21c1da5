package com.movieticket.booking.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;

import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys of one JWK set (RFC 7517) that can be used: RSA from 2048 bits for RS256, P-256 for ES256, meant for
 * signatures. Others are passed over; a symmetric one above all, since whoever can read the set could sign with it.
 *
 * @param keys the type of a key decides its algorithm
 */
record KeySet(List<Key> keys) {
    /** All that there can be keys for. */
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

    private static final int LEAST_RSA_BITS = 2048;

    /** @param id absent where the set gives none */
    record Key(Optional<String> id, JWSAlgorithm algorithm, JWSVerifier verifier) {
    }

    /** @throws ParseException when it isn't a JWK set */
    static KeySet parse(String json) throws ParseException {
        return new KeySet(JWKSet.parse(json).getKeys().stream().filter(KeySet::forSignatures)
                .flatMap(KeySet::usable).toList());
    }

    /** The key that a token names; of a token that names none, the only one there is for its algorithm. */
    Optional<Key> of(JWSHeader token) {
        List<Key> fitting = keys.stream().filter(key -> key.algorithm().equals(token.getAlgorithm())).toList();
        if (token.getKeyID() == null) {
            return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
        }
        return fitting.stream().filter(key -> key.id().equals(Optional.of(token.getKeyID()))).findFirst();
    }

    private static boolean forSignatures(JWK key) {
        return (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
    }

    private static Stream<Key> usable(JWK key) {
        try {
            return switch (key) {
                case RSAKey rsa when rsa.size() >= LEAST_RSA_BITS ->
                        usable(rsa, JWSAlgorithm.RS256, new RSASSAVerifier(rsa.toRSAPublicKey()));
                case ECKey ec when Curve.P_256.equals(ec.getCurve()) ->
                        usable(ec, JWSAlgorithm.ES256, new ECDSAVerifier(ec.toECPublicKey()));
                default -> Stream.empty();
            };
        } catch (JOSEException _) {
            return Stream.empty();
        }
    }

    private static Stream<Key> usable(JWK key, JWSAlgorithm algorithm, JWSVerifier verifier) {
        return key.getAlgorithm() == null || algorithm.equals(key.getAlgorithm())
                ? Stream.of(new Key(Optional.ofNullable(key.getKeyID()), algorithm, verifier))
                : Stream.empty();
    }
}
