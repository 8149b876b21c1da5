package com.movieticket.booking.graphql;

import graphql.GraphQLContext;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Dates and times are those of RFC 3339. */
class DateTimeScalarTest {
    private static final Coercing<?, ?> SCALAR = DateTimeScalar.TYPE.getCoercing();

    @ParameterizedTest
    @CsvSource({"2024-12-15T10:30:00Z,2024-12-15T10:30:00Z", "2024-12-15T10:30:00.5Z,2024-12-15T10:30:00.500Z",
            "2024-12-15T10:30:00.123456789Z,2024-12-15T10:30:00.123Z"})
    void they_are_written_in_utc_to_the_millisecond(Instant instant, String text) {
        assertThat(SCALAR.serialize(instant, GraphQLContext.getDefault(), Locale.ENGLISH)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"2024-12-15T10:30:00Z,2024-12-15T10:30:00Z", "2024-12-15T12:30:00+02:00,2024-12-15T10:30:00Z",
            "2024-12-15t10:30:00.25z,2024-12-15T10:30:00.250Z", "2024-02-29T00:00:00-00:00,2024-02-29T00:00:00Z"})
    void they_are_read_with_any_offset(String text, Instant instant) {
        assertThat(parsed(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "2024-12-15", "2024-12-15T10:30Z", "2024-12-15T10:30:00", "2024-13-15T10:30:00Z",
            "2023-02-29T10:30:00Z", "2024-12-15T24:30:00Z", "2024-12-15 10:30:00Z", "2024-12-15T10:30:00.1234Z",
            "+12024-12-15T10:30:00Z", "2024-12-15T10:30:00+0200", "2024-12-15T10:30:00+99:00", "1734258600"})
    void anything_else_is_refused_without_repeating_it(String text) {
        assertThatExceptionOfType(CoercingParseValueException.class).isThrownBy(() -> parsed(text))
                .withMessage("must be a date and time of RFC 3339, to the millisecond at most, such as "
                        + "2024-12-15T10:30:00Z");
    }

    @Test
    void a_number_is_no_date() {
        assertThatExceptionOfType(CoercingParseValueException.class).isThrownBy(() -> parsed(7));
    }

    private static Object parsed(Object input) {
        return SCALAR.parseValue(input, GraphQLContext.getDefault(), Locale.ENGLISH);
    }
}
