package com.movieticket.booking.diagnosis;

import java.util.List;

/** All that is to be found out about one subject. What its steps have opened is closed with it. */
public interface Examination extends AutoCloseable {
    /** What it is about: {@code MongoDB}. */
    String subject();

    /** To be taken one after the other; one that was given up may still be under way meanwhile. */
    List<Step> steps();

    /** Lets go of what the steps have opened, and of what one that was given up may open yet. */
    @Override
    default void close() {
    }
}
