import org.jspecify.annotations.NullMarked;

/**
 * Books movie tickets: checks the user, locks seats, charges, confirms, refunds, and publishes what happened.
 *
 * <p>{@link com.movieticket.booking.Main} starts the service, {@link com.movieticket.booking.BookingService} puts
 * its parts together, and {@link com.movieticket.booking.workflow} is where the story is told.
 */
@NullMarked
module com.movieticket.booking {
    requires static org.jspecify;

    // The edge
    requires io.helidon.webserver;
    requires io.helidon.webserver.http2;
    requires io.helidon.graphql.server;
    requires com.graphqljava;
    requires io.helidon.json;
    requires com.nimbusds.jose.jwt;

    // The neighbours
    requires io.helidon.webclient;
    requires io.helidon.grpc.core;
    requires com.google.protobuf;
    requires io.grpc;
    requires io.grpc.protobuf;
    requires io.grpc.stub;
    requires io.grpc.okhttp;
    requires kotlin.stdlib; // under gRPC's transport, whose automatic modules can't ask for it
    requires com.google.common; // generated gRPC code: ListenableFuture
    requires org.mongodb.driver.reactivestreams;
    requires org.mongodb.driver.core;
    requires org.mongodb.bson;
    requires org.reactivestreams;
    requires com.rabbitmq.client;
    requires java.security.sasl; // under the MongoDB driver, which can't ask for it either
    requires jdk.unsupported; // under gRPC, protobuf and reactor: sun.misc.Unsafe

    // Operations
    requires io.helidon.config.yaml;
    requires io.helidon.health;
    requires io.helidon.webserver.observe.health;
    requires io.helidon.webserver.observe.metrics;
    requires io.helidon.metrics.api;
    requires java.management; // the JVM's meters
    requires jdk.management; // how many files, and so connections, the process may have open
    requires java.logging; // the JSON and text log formats
}
