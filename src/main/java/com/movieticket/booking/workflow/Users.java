package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.UserId;

import java.util.Optional;

/** The user service. */
public interface Users {
    /**
     * An active user.
     *
     * @param email for notifications, where the user service knows one
     */
    record User(UserId id, Optional<String> email) {
    }

    /**
     * The user, or empty when there is none or the account isn't active.
     *
     * @throws UnavailableException when it can't be known now
     */
    Optional<User> find(UserId id, Caller caller);
}
