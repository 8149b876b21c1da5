package com.movieticket.booking.frontdoor;

import com.movieticket.booking.sandbox.CinemaStandIn;
import com.movieticket.booking.sandbox.Neighbourhood;
import com.movieticket.booking.sandbox.PaymentStandIn;
import com.movieticket.booking.sandbox.StandIn;
import com.movieticket.booking.testing.FaultyWire;
import com.movieticket.booking.testing.RabbitMqNode;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that the service depends on, each {@link Part} at the end of a wire that can be harmed. The broker is a real
 * RabbitMQ where one is installed.
 */
final class Surroundings implements AutoCloseable {
    private final Optional<RabbitMqNode> node;
    private final Neighbourhood neighbourhood;
    private final Map<Part, FaultyWire> wires = new EnumMap<>(Part.class);

    private Surroundings(Optional<RabbitMqNode> node) {
        this.node = node;
        this.neighbourhood = Neighbourhood.start(node
                .map(real -> Map.of(Part.BROKER.neighbour().urlVariable(), real.uri())).orElse(Map.of()));
        Part.all().forEach(part -> wires.put(part, FaultyWire.to(port(part))));
    }

    static Surroundings open() {
        return new Surroundings(RabbitMqNode.isInstalled() ? Optional.of(RabbitMqNode.started()) : Optional.empty());
    }

    private int port(Part part) {
        return neighbourhood.standIn(part.neighbour()).map(StandIn::port).orElseGet(() -> node.orElseThrow().port());
    }

    /** An instance of the service that lives here, one of any number. */
    House house(Map<String, String> settings) {
        var environment = new HashMap<>(settings);
        wires.forEach((part, wire) -> environment.put(part.neighbour().urlVariable(), wire.through(url(part))));
        return House.open(environment);
    }

    /** An instance of the service that has a wire of its own to one part, and nothing between itself and the others. */
    House house(Map<String, String> settings, Part part, FaultyWire wire) {
        var environment = new HashMap<>(settings);
        environment.putAll(neighbourhood.environment());
        environment.put(part.neighbour().urlVariable(), wire.through(url(part)));
        return House.open(environment);
    }

    /** Another wire to a part; to be closed by the caller. */
    FaultyWire newWire(Part part) {
        return FaultyWire.to(port(part));
    }

    FaultyWire wire(Part part) {
        return wires.get(part);
    }

    CinemaStandIn cinema() {
        return neighbourhood.cinema();
    }

    PaymentStandIn payments() {
        return neighbourhood.payments();
    }

    /** Somebody who hears all events, whatever is wrong with the service's own wire to the broker. */
    Audience audience() throws Exception {
        return Audience.at(url(Part.BROKER));
    }

    private String url(Part part) {
        return neighbourhood.environment().get(part.neighbour().urlVariable());
    }

    @Override
    public void close() {
        wires.values().forEach(FaultyWire::close);
        neighbourhood.close();
        node.ifPresent(RabbitMqNode::close);
    }
}
