package com.movieticket.booking.workflow;

/**
 * A neighbour could not be reached, took too long, or answered what can't be understood. For calls that change
 * something it says nothing about whether they have taken effect.
 */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Dependency dependency;

    /**
     * @param problem for the log; never shown to clients, and must hold no secrets
     */
    public UnavailableException(Dependency dependency, String problem) {
        super(dependency.title() + ": " + problem);
        this.dependency = dependency;
    }

    /**
     * @param problem for the log; never shown to clients, and must hold no secrets
     */
    public UnavailableException(Dependency dependency, String problem, Throwable cause) {
        super(dependency.title() + ": " + problem, cause);
        this.dependency = dependency;
    }

    /** Who is unavailable. */
    public Dependency dependency() {
        return dependency;
    }
}
