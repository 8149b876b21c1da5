package com.movieticket.counterexample.store;

import com.movieticket.counterexample.graphql.Facade;

import java.time.Instant;

/** Breaks the rules on purpose: an adapter that knows the edge and reads the clock. */
public final class Cellar {
    public Instant opened() throws InterruptedException {
        Thread.sleep(0);
        return Instant.now().plusSeconds(new Facade().windows());
    }
}
