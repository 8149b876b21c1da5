package com.movieticket.booking.settings;

/**
 * One setting that is not acceptable, told so that a person can mend it. Shows no secret.
 *
 * @param setting where it is set: key and environment variable
 * @param value   what was found, disguised where it is secret or may hold credentials
 * @param allowed what is accepted instead
 */
public record Problem(String setting, String value, String allowed) {
}
