package com.movieticket.booking.workflow;

/** What this service can't work without, or only partly. */
public enum Dependency {
    USER("User service"),
    CINEMA("Cinema service"),
    PAYMENT("Payment service"),
    STORE("Booking store");

    private final String title;

    Dependency(String title) {
        this.title = title;
    }

    /** As clients read it: {@code User service}. */
    public String title() {
        return title;
    }
}
