package com.movieticket.booking.security;

import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.workflow.Authority;

import java.util.Optional;

/**
 * Who is asking.
 *
 * @param user      where it is known
 * @param authority for whom they may act
 */
record Identity(Optional<UserId> user, Authority authority) {
    /** Nobody is asked who they are. */
    static final Identity UNASKED = new Identity(Optional.empty(), Authority.ANY_USER);
    /** Without a token, or with one that proves nothing. */
    static final Identity UNPROVEN = new Identity(Optional.empty(), Authority.NO_USER);

    /** Somebody who may act for themselves, an operator for everybody. */
    static Identity of(UserId user, boolean operator) {
        return new Identity(Optional.of(user), operator ? Authority.ANY_USER : new Authority.OneUser(user));
    }
}
