package com.movieticket.booking.bench;

import java.util.List;
import java.util.function.Consumer;

/** One thing to be measured, of those that the table has. */
interface Row {
    /** What {@code -Dbench.only} calls it. */
    String name();

    /** What it is about, in one line. */
    String title();

    /**
     * Measures, which takes some minutes.
     *
     * @param progress is told what is being done
     */
    List<Figure> measure(Consumer<String> progress) throws Exception;
}
