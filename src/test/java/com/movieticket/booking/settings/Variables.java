package com.movieticket.booking.settings;

import java.util.Set;
import java.util.stream.Collectors;

/** The environment variables that the service reads, for whoever sets them: no others mean anything to it. */
public final class Variables {
    private Variables() {
    }

    public static Set<String> all() {
        return SettingsTest.rows().stream().map(SettingsTest.Row::variable).collect(Collectors.toSet());
    }
}
