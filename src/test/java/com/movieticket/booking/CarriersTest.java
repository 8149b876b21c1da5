package com.movieticket.booking;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How many platform threads carry the virtual ones. */
class CarriersTest {
    private final String before = System.getProperty(Carriers.NUMBER);

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(Carriers.NUMBER);
        } else {
            System.setProperty(Carriers.NUMBER, before);
        }
    }

    @Test
    void one_processor_has_two() {
        System.clearProperty(Carriers.NUMBER);
        Carriers.atLeastTwo(1);
        assertThat(System.getProperty(Carriers.NUMBER)).isEqualTo("2");
    }

    @Test
    void several_processors_have_one_each_which_is_what_the_virtual_machine_does_anyway() {
        System.clearProperty(Carriers.NUMBER);
        Carriers.atLeastTwo(4);
        assertThat(System.getProperty(Carriers.NUMBER)).isNull();
    }

    @Test
    void what_the_operator_says_stays() {
        System.setProperty(Carriers.NUMBER, "1");
        Carriers.atLeastTwo(1);
        assertThat(System.getProperty(Carriers.NUMBER)).isEqualTo("1");
    }
}
