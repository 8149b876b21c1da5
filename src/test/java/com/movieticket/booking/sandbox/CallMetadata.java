package com.movieticket.booking.sandbox;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keeps a gRPC call's metadata in sight of the code that serves it. */
final class CallMetadata implements ServerInterceptor {
    private static final Context.Key<Map<String, String>> METADATA = Context.key("metadata");

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata metadata,
                                                       ServerCallHandler<Q, A> next) {
        return Contexts.interceptCall(Context.current().withValue(METADATA, texts(metadata)), call, metadata, next);
    }

    /** The text entries of the call that the current thread serves, by lower-case name. */
    static Map<String, String> current() {
        return Optional.ofNullable(METADATA.get()).orElse(Map.of());
    }

    private static Map<String, String> texts(Metadata metadata) {
        return metadata.keys().stream()
                .filter(name -> !name.endsWith(Metadata.BINARY_HEADER_SUFFIX))
                .collect(Collectors.toUnmodifiableMap(name -> name,
                        name -> metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER))));
    }
}
