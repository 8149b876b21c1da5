package com.movieticket.booking.resilience;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;

/** Writes changes of circuits into the log, and every call at its debug level. */
public final class CallLog implements CallObserver {
    private static final System.Logger LOG = System.getLogger(Guard.class.getName());

    @Override
    public void ended(String service, String operation, CallOutcome outcome, Duration took) {
        LOG.log(Level.DEBUG, () -> "Call " + operation + " to " + service + ": "
                + outcome.name().toLowerCase(Locale.ROOT) + " after " + took.toMillis() + " ms");
    }

    @Override
    public void changed(String service, CircuitState state, String problem) {
        switch (state) {
            case OPEN -> LOG.log(Level.WARNING, () -> "The circuit of the " + service
                    + " service is open: too many calls fail, the last because: " + problem);
            case HALF_OPEN -> LOG.log(Level.INFO, () -> "The " + service + " service answers again");
            case CLOSED -> LOG.log(Level.INFO, () -> "The circuit of the " + service + " service is closed again");
        }
    }
}
