package com.movieticket.booking.diagnosis;

import java.util.List;

/** All that is to be found out about one subject. What its steps have opened is closed with it. */
public interface Examination extends AutoCloseable {
    /** What it is about: {@code MongoDB}. */
    String subject();

    /** To be taken one after the other, by one thread at a time. */
    List<Step> steps();

    /** Lets go of what the steps have opened. */
    @Override
    default void close() {
    }
}
