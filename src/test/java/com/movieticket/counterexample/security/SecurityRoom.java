package com.movieticket.counterexample.security;

import com.movieticket.counterexample.store.Cellar;

/** Breaks the rules on purpose: knows a room that it must not know. */
public final class SecurityRoom {
    private final Cellar cellar = new Cellar();

    public Cellar cellar() {
        return cellar;
    }
}
