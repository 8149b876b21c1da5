package com.movieticket.booking.graphql;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingState.Cancelled;
import com.movieticket.booking.booking.BookingState.RefundPending;
import com.movieticket.booking.booking.BookingState.Refunded;
import com.movieticket.booking.booking.Cancellation;
import com.movieticket.booking.booking.Charge;
import com.movieticket.booking.graphql.Answer.Failure;
import com.movieticket.booking.graphql.Answer.InBand;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.workflow.Authority;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.Outcome;
import com.movieticket.booking.workflow.ReadingBookings.Sight;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetcherFactories;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.LightDataFetcher;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeRuntimeWiring;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Ties every field of {@code booking.graphqls} to the code that answers it. */
final class BookingSchema {
    private static final String RESOURCE = "/booking.graphqls";

    private final UseCases useCases;
    private final Answers answers;
    private final int mostSeats;
    private final RequestObserver observer;

    private BookingSchema(UseCases useCases, Settings.Seats seats, RequestObserver observer) {
        this.observer = observer;
        this.useCases = useCases;
        this.answers = new Answers(seats.hold());
        this.mostSeats = seats.most();
    }

    /** The schema in GraphQL's own language, with its descriptions. */
    static String text() {
        try (var resource = Objects.requireNonNull(BookingSchema.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema, ready to run. */
    static GraphQLSchema create(String text, UseCases useCases, Settings.Seats seats, RequestObserver observer) {
        var fields = new BookingSchema(useCases, seats, observer);
        var wiring = RuntimeWiring.newRuntimeWiring()
                .codeRegistry(nothingByReflection())
                .scalar(DateTimeScalar.TYPE)
                .type("Query", fields::queries)
                .type("Mutation", fields::mutations)
                .type("BookingType", BookingSchema::booking)
                .type("CreateBookingResponse", BookingSchema::response)
                .build();
        return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(text), wiring);
    }

    /** The schema to hold documents against, without anything that could run them. */
    static GraphQLSchema withoutCode() {
        return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(text()),
                RuntimeWiring.newRuntimeWiring().scalar(DateTimeScalar.TYPE).build());
    }

    /** The library would otherwise look for a getter of a field that was forgotten here. */
    private static GraphQLCodeRegistry.Builder nothingByReflection() {
        return GraphQLCodeRegistry.newCodeRegistry().defaultDataFetcher(DataFetcherFactories.useDataFetcher(field -> {
            throw new IllegalStateException("no code answers " + field.getField().getName());
        }));
    }

    private TypeRuntimeWiring.Builder queries(TypeRuntimeWiring.Builder type) {
        return type
                .dataFetcher("get_booking", authenticated((field, caller) -> answer(field,
                        useCases.byId().apply(new Arguments(field).bookingId(), caller),
                        found -> found.orElse(null))))
                .dataFetcher("get_user_bookings", authenticated((field, caller) -> answer(field,
                        useCases.ofUser().apply(new Arguments(field).ofUser(), caller),
                        bookings -> bookings)));
    }

    private TypeRuntimeWiring.Builder mutations(TypeRuntimeWiring.Builder type) {
        return type
                .dataFetcher("create_booking", authenticated((field, caller) -> answer(field,
                        observer.creating(() ->
                                useCases.create().apply(new Arguments(field).creating(mostSeats), caller)))))
                .dataFetcher("process_payment", authenticated((field, caller) -> answer(field,
                        observer.paying(() -> useCases.pay().apply(new Arguments(field).paying(), caller)))))
                .dataFetcher("cancel_booking", authenticated((field, caller) -> answer(field,
                        useCases.cancel().apply(new Arguments(field).cancelling(), caller))));
    }

    private static TypeRuntimeWiring.Builder booking(TypeRuntimeWiring.Builder type) {
        return type
                .dataFetcher("id", of(Booking.class, booking -> booking.id().value()))
                .dataFetcher("user_id", of(Booking.class, booking -> booking.userId().value()))
                .dataFetcher("showtime_id", of(Booking.class, booking -> booking.showtimeId().value()))
                .dataFetcher("seats", of(Booking.class, booking -> booking.seats().values()))
                .dataFetcher("total_amount", of(Booking.class, booking -> booking.total().toDouble()))
                .dataFetcher("status", of(Booking.class, booking -> booking.status().wireName()))
                .dataFetcher("created_at", of(Booking.class, Booking::createdAt))
                .dataFetcher("updated_at", of(Booking.class, Booking::updatedAt))
                .dataFetcher("lock_id", of(Booking.class, booking -> booking.lock().id()))
                .dataFetcher("lock_expires_at", of(Booking.class, booking -> booking.lock().expiresAt()))
                .dataFetcher("payment_transaction_id",
                        ofOptional(Booking.class, booking -> booking.charge().map(Charge::transactionId)))
                .dataFetcher("cancellation_reason",
                        ofOptional(Booking.class, booking -> cancellation(booking).map(Cancellation::reason)))
                .dataFetcher("refund_reason", ofOptional(Booking.class, BookingSchema::refundReason));
    }

    private static TypeRuntimeWiring.Builder response(TypeRuntimeWiring.Builder type) {
        return type
                .dataFetcher("success", of(InBand.class, InBand::success))
                .dataFetcher("booking", ofOptional(InBand.class, InBand::booking))
                .dataFetcher("message", of(InBand.class, InBand::message))
                .dataFetcher("lock_id", ofOptional(InBand.class, InBand::lockId));
    }

    /** A field that is only for callers who may act for somebody; others are turned away before anything is looked at. */
    private static <T> DataFetcher<DataFetcherResult<T>> authenticated(
            BiFunction<DataFetchingEnvironment, Caller, DataFetcherResult<T>> fetcher) {
        return field -> {
            Caller caller = field.getGraphQlContext().get(Caller.class);
            return caller.authority() instanceof Authority.NoUser
                    ? failed(field, Answers.NOT_AUTHENTICATED)
                    : fetcher.apply(field, caller);
        };
    }

    private DataFetcherResult<InBand> answer(DataFetchingEnvironment field, Outcome outcome) {
        return switch (answers.to(outcome)) {
            case InBand response -> {
                if (!response.success()) {
                    field.getGraphQlContext().<InBandRefusal>get(InBandRefusal.class).give();
                }
                yield DataFetcherResult.<InBand>newResult().data(response).build();
            }
            case Failure failure -> failed(field, failure);
        };
    }

    private static <S, T> DataFetcherResult<T> answer(DataFetchingEnvironment field, Sight<S> sight,
                                                      Function<S, @Nullable T> data) {
        return switch (sight) {
            case Sight.Shown<S>(S value) -> DataFetcherResult.<T>newResult().data(data.apply(value)).build();
            case Sight.NotAllowed<S>() -> failed(field, Answers.NOT_ALLOWED);
        };
    }

    private static <T> DataFetcherResult<T> failed(DataFetchingEnvironment field, Failure failure) {
        return DataFetcherResult.<T>newResult()
                .error(ClientErrors.at(ClientError.of(failure.message(), failure.code()),
                        Optional.ofNullable(field.getField().getSourceLocation()),
                        field.getExecutionStepInfo().getPath().toList()))
                .build();
    }

    private static Optional<Cancellation> cancellation(Booking booking) {
        return switch (booking.state()) {
            case Cancelled state -> Optional.of(state.cancellation());
            case RefundPending state -> state.cancellation();
            case Refunded state -> state.cancellation();
            default -> Optional.empty();
        };
    }

    private static Optional<String> refundReason(Booking booking) {
        return switch (booking.state()) {
            case RefundPending state -> Optional.of(state.reason());
            case Refunded state -> Optional.of(state.reason());
            default -> Optional.empty();
        };
    }

    private static <S, T> DataFetcher<T> of(Class<S> type, Function<S, T> value) {
        return new Member<>(type, value);
    }

    private static <S, T> DataFetcher<T> ofOptional(Class<S> type, Function<S, Optional<T>> value) {
        return new Member<>(type, source -> value.apply(source).orElse(null));
    }

    /** A field that is a plain function of its object: light, since it needs nothing of the request. */
    private record Member<S, T>(Class<S> type, Function<S, @Nullable T> value) implements LightDataFetcher<T> {
        @Override
        public @Nullable T get(GraphQLFieldDefinition definition, Object source,
                               Supplier<DataFetchingEnvironment> environment) {
            return value.apply(type.cast(source));
        }

        @Override
        public @Nullable T get(DataFetchingEnvironment environment) {
            return value.apply(type.cast(environment.getSource()));
        }
    }
}
