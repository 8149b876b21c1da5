package com.movieticket.counterexample.graphql;

import com.movieticket.counterexample.store.Cellar;

/** Breaks the rules on purpose: the edge goes to the store directly, and reads the environment. */
public final class Facade {
    private final Class<?> shortcut = Cellar.class;

    public int windows() {
        return shortcut.getName().length() + System.getenv().size();
    }
}
