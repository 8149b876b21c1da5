package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Problem;

import java.util.List;

/** The directory of documents holds something that can't be run, so the service must not be started. */
public final class UnusableDocumentsException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    UnusableDocumentsException(List<Problem> problems) {
        super("There are documents that can't be run: " + problems);
        this.problems = List.copyOf(problems);
    }

    /** All that is wrong; at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
