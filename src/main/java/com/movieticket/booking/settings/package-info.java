/**
 * Typed settings, read once from {@code application.yaml} and the environment, with all problems reported together.
 *
 * <p>{@link com.movieticket.booking.settings.Settings} is the root: one nested record for each part of the service.
 * {@link com.movieticket.booking.settings.SettingsReader} reads them, section by section;
 * {@link com.movieticket.booking.settings.Kind} and {@link com.movieticket.booking.settings.Addresses} know how values
 * are written and what is allowed, {@link com.movieticket.booking.settings.Disclosure} how much of a wrong one may be
 * shown, and {@link com.movieticket.booking.settings.Misspelling} finds variables that were meant for us.
 */
package com.movieticket.booking.settings;
