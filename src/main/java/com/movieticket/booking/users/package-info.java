/**
 * The adapter to the user service, which knows who may book.
 *
 * <p>{@link com.movieticket.booking.users.UserService} is all of it: one request, and what its answers mean.
 */
package com.movieticket.booking.users;
