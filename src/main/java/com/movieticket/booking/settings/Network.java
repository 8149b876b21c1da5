package com.movieticket.booking.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of IP addresses, written as in RFC 4632: {@code 10.0.0.0/8}; an address alone is a range of one. */
public final class Network {
    /** What could be an address: stricter than the parser, which also takes a bare number for one. */
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern WRITTEN = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");

    private final InetAddress base;
    private final int bits;

    private Network(InetAddress base, int bits) {
        this.base = base;
        this.bits = bits;
    }

    /** Empty for a text that isn't one, or has bits set behind its prefix: then something else was meant. */
    public static Optional<Network> parse(String text) {
        var parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return address(parts.group(1)).flatMap(address -> {
            int all = address.getAddress().length * 8;
            int bits = parts.group(2) == null ? all : Integer.parseInt(parts.group(2));
            return bits <= all && Arrays.equals(masked(address, bits), address.getAddress())
                    ? Optional.of(new Network(address, bits)) : Optional.empty();
        });
    }

    /** An IP address as it is written; no name is looked up. IPv4 in IPv6's clothes counts as IPv4. */
    public static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(text).filter(LITERAL.asMatchPredicate()).map(InetAddress::ofLiteral);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The network of a given size that an address lies in. */
    public static Network around(InetAddress address, int bits) {
        try {
            return new Network(InetAddress.getByAddress(masked(address, bits)), bits);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of wrong length", e);
        }
    }

    /** Whether an address lies in it. */
    public boolean contains(InetAddress address) {
        return address.getAddress().length == base.getAddress().length
                && Arrays.equals(masked(address, bits), base.getAddress());
    }

    private static byte[] masked(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.clamp(bits - 8L * i, 0, 8);
            bytes[i] &= (byte) (0xff << (8 - kept));
        }
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network && base.equals(network.base) && bits == network.bits;
    }

    @Override
    public int hashCode() {
        return 31 * base.hashCode() + bits;
    }

    /** As it is written. */
    @Override
    public String toString() {
        return base.getHostAddress() + "/" + bits;
    }
}
