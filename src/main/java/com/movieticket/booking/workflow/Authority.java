package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.UserId;

/** For which users a caller may act: see their bookings, make them, pay them and cancel them. */
public sealed interface Authority {
    /** Every user's bookings: our own work, operators, and everybody where callers are not asked who they are. */
    Authority ANY_USER = new AnyUser();
    /** Nobody's bookings: a caller who was asked, and has not proven to be anybody. */
    Authority NO_USER = new NoUser();

    /** Whether it covers what belongs to a user. */
    default boolean covers(UserId owner) {
        return switch (this) {
            case AnyUser() -> true;
            case OneUser(UserId user) -> user.equals(owner);
            case NoUser() -> false;
        };
    }

    /** See {@link #ANY_USER}. */
    record AnyUser() implements Authority {
    }

    /** One's own bookings. */
    record OneUser(UserId user) implements Authority {
    }

    /** See {@link #NO_USER}. */
    record NoUser() implements Authority {
    }
}
