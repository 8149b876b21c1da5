package com.movieticket.counterexample.web;

import com.movieticket.counterexample.store.Cellar;

/** Breaks the rules on purpose: knows a room that it must not know. */
public final class WebRoom {
    private final Cellar cellar = new Cellar();

    public Cellar cellar() {
        return cellar;
    }
}
