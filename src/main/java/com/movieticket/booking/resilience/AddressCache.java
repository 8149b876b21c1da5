package com.movieticket.booking.resilience;

import java.security.Security;

/**
 * For how long the virtual machine believes what it was told of a host's address: a neighbour that moves is followed
 * with the next connection after that.
 *
 * <p>Left alone, it believes an address for 30 seconds, and that there is no such host for 10.
 */
public final class AddressCache {
    private static final String TTL = "networkaddress.cache.ttl";
    private static final String NEGATIVE_TTL = "networkaddress.cache.negative.ttl";
    private static final String SECONDS = "5";
    private static final String SECONDS_WHEN_NOT_FOUND = "1";

    private AddressCache() {
    }

    /** To be called before the first host is looked up; afterwards it does nothing. */
    public static void shorten() {
        Security.setProperty(TTL, SECONDS);
        Security.setProperty(NEGATIVE_TTL, SECONDS_WHEN_NOT_FOUND);
        System.setProperty(TTL, SECONDS); // gRPC has a cache of its own, and looks here
    }
}
