/**
 * The runtime image: the run that teaches it the service's code, and what must be true of it wherever it is started.
 *
 * <p>It is made by the recipe in {@code jlink/}, and started by {@link com.movieticket.booking.frontdoor.Program}.
 */
package com.movieticket.booking.image;
