package com.movieticket.booking.security;

import com.movieticket.booking.settings.Network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The address that a request came from, as far as it can be believed.
 *
 * <p>Every proxy on the way adds the address of whom it heard from to the end of {@code X-Forwarded-For}; what stands in
 * front of that may be anybody's invention. So it is read from the end, for as long as it was written by proxies that are
 * trusted.
 */
final class ClientAddress {
    /** Of IPv6, what one customer is given at the least: who has one address of it has them all. */
    private static final int CUSTOMER_BITS = 64;

    private final List<Network> trusted;

    ClientAddress(List<Network> trusted) {
        this.trusted = trusted;
    }

    /**
     * A name for the client.
     *
     * @param peer         who is at the other end of the connection
     * @param forwardedFor all values of the header, in their order
     */
    String of(InetAddress peer, List<String> forwardedFor) {
        InetAddress client = isTrusted(peer) ? beyondProxies(peer, forwardedFor) : peer;
        return client instanceof Inet6Address
                ? Network.around(client, CUSTOMER_BITS).toString()
                : client.getHostAddress();
    }

    private InetAddress beyondProxies(InetAddress peer, List<String> forwardedFor) {
        List<String> hops = forwardedFor.stream().flatMap(value -> Stream.of(value.split(","))).toList();
        InetAddress farthest = peer;
        for (String hop : hops.reversed()) {
            Optional<InetAddress> address = Network.address(withoutPort(hop.strip()));
            if (address.isEmpty()) {
                return farthest;
            }
            farthest = address.get();
            if (!isTrusted(farthest)) {
                return farthest;
            }
        }
        return farthest;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    /** Some proxies add it: {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711}. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            return hop.substring(1, Math.max(1, hop.indexOf(']')));
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }
}
