package com.movieticket.counterexample.diagnosis;

import com.movieticket.counterexample.store.Cellar;

/** Breaks the rules on purpose: knows a room that it must not know. */
public final class DiagnosisRoom {
    private final Cellar cellar = new Cellar();

    public Cellar cellar() {
        return cellar;
    }
}
