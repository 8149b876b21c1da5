package com.movieticket.booking.settings;

import com.mongodb.ConnectionString;
import com.rabbitmq.client.ConnectionFactory;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The kinds of addresses. None of them passes on what a parser says about a malformed one: parsers quote what they
 * read, passwords too.
 */
final class Addresses {
    private static final Pattern TEMPLATE_VARIABLE = Pattern.compile("\\{([^{}]*)}");
    /**
     * What may stand in a path and a query (RFC 3986, sections 3.3 and 3.4), without what the HTTP client would tidy up on
     * its way, and so is not asked for as it is written: empty and dot segments, and parameters after a semicolon.
     */
    private static final Pattern PATH =
            Pattern.compile("(?!.*/(?:/|\\.{1,2}(?:[/?]|$)))/(?:[A-Za-z0-9\\-._~!$&'()*+,=:@/?]|%[0-9A-Fa-f]{2})*");

    private Addresses() {
    }

    /** Base address of an HTTP service, without a trailing slash, so that a path can be added. */
    static Kind<URI> http() {
        return new Kind<>("an http:// or https:// address with a host (letters, digits, '-' and '.'), without user, "
                + "password, query and fragment, such as http://user-service:8080",
                Disclosure.WITHOUT_CREDENTIALS, text -> uri(text)
                .filter(Addresses::isPlainHttp)
                .map(uri -> URI.create(uri.toString().replaceFirst("/+$", ""))));
    }

    /** Address of one document, with path and perhaps query, taken as it is. */
    static Kind<URI> document() {
        return new Kind<>("an http:// or https:// address with a host (letters, digits, '-' and '.') and a path, without "
                + "user, password and fragment, such as https://users.example/.well-known/jwks.json",
                Disclosure.WITHOUT_CREDENTIALS, text -> uri(text)
                .filter(uri -> isHttp(uri) && uri.getRawPath().startsWith("/")));
    }

    /** {@code host:port}, which means plaintext, or an http(s) address; the result always names scheme and port. */
    static Kind<URI> grpc() {
        return new Kind<>("host:port, or an http:// or https:// address with a host and without user, password and "
                + "path, such as cinema-service:9090",
                Disclosure.WITHOUT_CREDENTIALS, text -> uri(text.contains("://") ? text : "http://" + text)
                .filter(Addresses::isPlainHttp)
                .filter(uri -> uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                .filter(uri -> text.contains("://") || uri.getPort() > 0)
                .map(uri -> URI.create(scheme(uri) + "://" + uri.getHost() + ":" + grpcPort(uri))));
    }

    static Kind<String> mongodb() {
        return new Kind<>("a MongoDB connection string, mongodb://… or mongodb+srv://…, with user and password "
                + "percent-encoded", Disclosure.NOTHING, text -> Optional.of(text).filter(Addresses::isMongodb));
    }

    static Kind<String> amqp() {
        return new Kind<>("an amqp:// or amqps:// address with a host, at most one path segment (the virtual host) "
                + "and no fragment, with user and password percent-encoded, and in its query nothing but what RabbitMQ's "
                + "client knows, such as heartbeat=30",
                Disclosure.NOTHING, text -> uri(text).filter(Addresses::isAmqp).map(_ -> text));
    }

    /**
     * URI template of a path, perhaps with a query.
     *
     * @param known  which variables it may have
     * @param needed which of them it must have
     */
    static Kind<String> path(Set<String> known, Set<String> needed) {
        String variables = String.join(", ", known.stream().sorted().map("{%s}"::formatted).toList());
        return new Kind<>("a path that starts with one '/', has no empty or dot segments, no ';' and no fragment, and no "
                + "variables but " + variables + (needed.isEmpty() ? "" : ", which it must have"),
                Disclosure.WITHOUT_CREDENTIALS, text -> Optional.of(text).filter(isTemplate(known, needed)));
    }

    private static boolean isPlainHttp(URI uri) {
        return isHttp(uri) && uri.getRawQuery() == null;
    }

    private static boolean isHttp(URI uri) {
        return Set.of("http", "https").contains(scheme(uri)) && hasHostAndPort(uri) && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null;
    }

    private static boolean isAmqp(URI uri) {
        return Set.of("amqp", "amqps").contains(scheme(uri)) && hasHostAndPort(uri)
                && uri.getRawPath().matches("(/[^/]*)?") && uri.getRawFragment() == null && clientTakes(uri);
    }

    /** It has its own mind about users, passwords, and what stands in a query. TLS and its certificates are for later. */
    private static boolean clientTakes(URI uri) {
        try {
            new ConnectionFactory().setUri("amqp" + uri.toString().substring(scheme(uri).length()));
            return true;
        } catch (URISyntaxException | GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    /** The driver looks up further options of an SRV address in the DNS. That is for later: nothing is called yet. */
    private static boolean isMongodb(String text) {
        try {
            var _ = new ConnectionString(text, (_, _) -> List.of());
            return true;
        } catch (RuntimeException _) {
            return false;
        }
    }

    private static Predicate<String> isTemplate(Set<String> known, Set<String> needed) {
        return text -> {
            List<String> used = TEMPLATE_VARIABLE.matcher(text).results().map(found -> found.group(1)).toList();
            return known.containsAll(used) && used.containsAll(needed)
                    && PATH.matcher(TEMPLATE_VARIABLE.matcher(text).replaceAll("x")).matches();
        };
    }

    private static boolean hasHostAndPort(URI uri) {
        return uri.getHost() != null && (uri.getPort() == -1 || uri.getPort() >= 1 && uri.getPort() <= 65535);
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    private static int grpcPort(URI uri) {
        if (uri.getPort() > 0) {
            return uri.getPort();
        }
        return scheme(uri).equals("https") ? 443 : 80;
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
