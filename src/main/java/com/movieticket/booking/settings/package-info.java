/**
 * Typed settings, read once from {@code application.yaml} and the environment, with all problems reported together.
 *
 * <p>{@link com.movieticket.booking.settings.Settings} is the root: one nested record for each part of the service.
 */
package com.movieticket.booking.settings;
