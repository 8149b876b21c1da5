package com.movieticket.booking.workflow;

import org.jspecify.annotations.Nullable;

/**
 * A neighbour could not be reached, took too long, or answered what can't be understood. A call that changes something
 * may have taken effect all the same, or may do so yet, unless it is said to be {@linkplain #withoutEffect without}.
 */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Dependency dependency;
    private final boolean withoutEffect;

    /**
     * @param problem for the log; never shown to clients, and must hold no secrets
     */
    public UnavailableException(Dependency dependency, String problem) {
        this(dependency, problem, null, false);
    }

    /**
     * @param problem for the log; never shown to clients, and must hold no secrets
     */
    public UnavailableException(Dependency dependency, String problem, Throwable cause) {
        this(dependency, problem, cause, false);
    }

    private UnavailableException(Dependency dependency, String problem, @Nullable Throwable cause,
                                 boolean withoutEffect) {
        super(dependency.title() + ": " + problem, cause);
        this.dependency = dependency;
        this.withoutEffect = withoutEffect;
    }

    /**
     * For a call that certainly has no effect and never will have: it was not sent.
     *
     * @param problem for the log; never shown to clients, and must hold no secrets
     */
    public static UnavailableException withoutEffect(Dependency dependency, String problem) {
        return new UnavailableException(dependency, problem, null, true);
    }

    /**
     * For a call that certainly has no effect and never will have: it was not sent, or refused as a whole.
     *
     * @param problem for the log; never shown to clients, and must hold no secrets
     */
    public static UnavailableException withoutEffect(Dependency dependency, String problem, Throwable cause) {
        return new UnavailableException(dependency, problem, cause, true);
    }

    /** Whether the call certainly has no effect and never will have. */
    public boolean isWithoutEffect() {
        return withoutEffect;
    }

    /** Who is unavailable. */
    public Dependency dependency() {
        return dependency;
    }
}
