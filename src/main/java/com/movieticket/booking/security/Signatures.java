package com.movieticket.booking.security;

import com.nimbusds.jwt.SignedJWT;

/** Whether a token was signed by somebody we trust. Which algorithm it must be is for us to say, never for the token. */
interface Signatures extends AutoCloseable {
    /** May block while keys are fetched. Thread-safe. */
    boolean verify(SignedJWT token);

    /** Lets go of connections. */
    @Override
    default void close() {
        // Most have none.
    }
}
