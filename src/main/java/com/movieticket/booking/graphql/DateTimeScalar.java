package com.movieticket.booking.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The scalar {@code DateTime}: RFC 3339, milliseconds at most; written in UTC, read with any offset. */
final class DateTimeScalar implements Coercing<Instant, String> {
    static final GraphQLScalarType TYPE =
            GraphQLScalarType.newScalar().name("DateTime").coercing(new DateTimeScalar()).build();

    private static final String PROBLEM =
            "must be a date and time of RFC 3339, to the millisecond at most, such as 2024-12-15T10:30:00Z";
    /** RFC 3339, section 5.6, which is narrower than ISO 8601; the parser then checks the calendar. */
    private static final Pattern RFC_3339 = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?([Zz]|[+-]\\d\\d:\\d\\d)");

    private DateTimeScalar() {
    }

    @Override
    public String serialize(Object value, GraphQLContext context, Locale locale) {
        if (value instanceof Instant instant) {
            return instant.truncatedTo(ChronoUnit.MILLIS).toString();
        }
        throw new CoercingSerializeException("not an instant");
    }

    @Override
    public Instant parseValue(Object input, GraphQLContext context, Locale locale) {
        return Optional.of(input).filter(String.class::isInstance).map(String.class::cast)
                .flatMap(DateTimeScalar::parsed)
                .orElseThrow(() -> new CoercingParseValueException(PROBLEM));
    }

    @Override
    public Instant parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
        return Optional.of(input).filter(StringValue.class::isInstance).map(StringValue.class::cast)
                .map(StringValue::getValue)
                .flatMap(DateTimeScalar::parsed)
                .orElseThrow(() -> new CoercingParseLiteralException(PROBLEM));
    }

    @Override
    public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
        return StringValue.of(serialize(input, context, locale));
    }

    private static Optional<Instant> parsed(String text) {
        if (!RFC_3339.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
