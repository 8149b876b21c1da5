package com.movieticket.booking.graphql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name that every document has by itself: the SHA-256 of its text in UTF-8.
 *
 * @param sha256 64 hexadecimal digits in lower case
 */
public record DocumentId(String sha256) {
    /** What the specification of GraphQL over HTTP writes before the digits. */
    static final String PREFIX = "sha256:";
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** The id of these digits, if they can be one. */
    static Optional<DocumentId> ofDigits(String digits) {
        return SHA256.matcher(digits).matches() ? Optional.of(new DocumentId(digits)) : Optional.empty();
    }

    /** Of a {@code documentId}, if it is such an id. */
    static Optional<DocumentId> parse(String prefixed) {
        return prefixed.startsWith(PREFIX) ? ofDigits(prefixed.substring(PREFIX.length())) : Optional.empty();
    }

    /** The id of that document. */
    static DocumentId of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static DocumentId of(byte[] text) {
        try {
            return new DocumentId(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
