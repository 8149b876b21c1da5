package com.movieticket.booking.sandbox;

/** What the booking service talks to, and the variables that have to do with each. */
public enum Neighbour {
    MONGODB("MONGODB_URI", "SANDBOX_MONGODB_PORT"),
    RABBITMQ("RABBITMQ_URL", "SANDBOX_RABBITMQ_PORT"),
    USERS("USER_SERVICE_URL", "SANDBOX_USER_PORT"),
    PAYMENTS("PAYMENT_SERVICE_URL", "SANDBOX_PAYMENT_PORT"),
    CINEMA("CINEMA_SERVICE_GRPC_URL", "SANDBOX_CINEMA_PORT");

    private final String urlVariable;
    private final String portVariable;

    Neighbour(String urlVariable, String portVariable) {
        this.urlVariable = urlVariable;
        this.portVariable = portVariable;
    }

    /** Tells the booking service where it is; when set, a real one takes the stand-in's place. */
    public String urlVariable() {
        return urlVariable;
    }

    /** Fixes the stand-in's port. */
    public String portVariable() {
        return portVariable;
    }
}
