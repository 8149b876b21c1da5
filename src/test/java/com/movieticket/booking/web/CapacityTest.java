package com.movieticket.booking.web;

import com.movieticket.booking.settings.Settings;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** Nobody is let in whom the process can't bear. */
class CapacityTest {
    private static final long MB = 1 << 20;
    private static final long MANY_FILES = 1_000_000;

    @Test
    void with_room_for_all_it_is_what_is_set() {
        assertThat(Capacity.of(settings(10_000, 20_000), 4096 * MB, MANY_FILES)).isEqualTo(new Capacity(10_000, 10_000, 20_000, 4096 * MB / 16));
    }

    @Test
    void a_small_heap_bears_fewer_connections_and_fewer_requests() {
        assertThat(Capacity.of(settings(10_000, 20_000), 256 * MB, MANY_FILES)).isEqualTo(new Capacity(10_000, 1323, 1638, 256 * MB / 16));
    }

    @Test
    void few_files_bear_few_connections() {
        assertThat(Capacity.of(settings(10_000, 20_000), 4096 * MB, 1024)).isEqualTo(new Capacity(449, 449, 20_000, 4096 * MB / 16));
    }

    @Test
    void some_are_let_in_however_little_there_is() {
        assertThat(Capacity.of(settings(10_000, 20_000), MB / 8, 10)).isEqualTo(new Capacity(16, 16, 16, MB / 8 / 16));
    }

    @Test
    void who_sets_less_gets_less() {
        assertThat(Capacity.of(settings(3, 2), 4096 * MB, MANY_FILES)).isEqualTo(new Capacity(3, 3, 2, 4096 * MB / 16));
    }

    private static Settings.Server settings(int connections, int requests) {
        var second = Duration.ofSeconds(1);
        return new Settings.Server("127.0.0.1", 0, second, connections, requests, 100, 8192, 16_384, second, second,
                second, second);
    }
}
