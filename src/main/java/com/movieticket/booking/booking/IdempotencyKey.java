package com.movieticket.booking.booking;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * A client's name for one wish, so that asking twice doesn't book twice: the header {@code Idempotency-Key}.
 *
 * @param value 1 to 255 visible characters; best a UUID
 */
public record IdempotencyKey(String value) {
    /** @throws InvalidArgumentException naming {@code Idempotency-Key} */
    public IdempotencyKey {
        Text.required("Idempotency-Key", value, 255);
    }

    /**
     * The id of the one booking that this user can make under this key: a UUID of version 8 (RFC 9562) from a SHA-256.
     * The database's own uniqueness of ids is then all that is needed, on every server and shard.
     */
    public BookingId bookingOf(UserId user) {
        byte[] name = (user.value().length() + " " + user.value() + value).getBytes(StandardCharsets.UTF_8);
        var hash = ByteBuffer.wrap(sha256(name));
        long high = hash.getLong() & 0xffff_ffff_ffff_0fffL | 0x8000L;
        long low = hash.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new BookingId(new UUID(high, low).toString());
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
