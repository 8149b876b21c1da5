package com.movieticket.booking;

import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.settings.SettingsReader;
import com.movieticket.booking.settings.SettingsReader.Outcome.Accepted;
import com.movieticket.booking.settings.SettingsReader.Outcome.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The doctor is more patient than the service is: else it would call ill what the service would wait for. */
class DoctorTest {
    @ParameterizedTest
    @CsvSource({"USERS_TIMEOUT,45s,50", "CINEMA_TIMEOUT,30s,35", "PAYMENTS_TIMEOUT,50s,55", "MONGODB_TIMEOUT,40s,45",
            "RABBITMQ_TIMEOUT,7s,19", "PORT,8004,15"})
    void whatever_time_the_service_gives_to_a_neighbour_the_doctor_gives_more(String variable, String value,
                                                                              int seconds) {
        Settings settings = switch (SettingsReader.read(Map.of(variable, value, "PAYMENTS_LEASE", "10m"))) {
            case Accepted(Settings all) -> all;
            case Refused refused -> throw new AssertionError(refused.report());
        };

        assertThat(Doctor.limit(settings)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
