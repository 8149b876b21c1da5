package com.movieticket.booking.booking;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount in the one currency of the house.
 *
 * @param amount 0 to 1,000,000,000, always with two decimals
 */
public record Money(BigDecimal amount) {
    private static final BigDecimal LIMIT = BigDecimal.valueOf(1_000_000_000);

    /** @throws IllegalArgumentException when negative or beyond the limit */
    public Money {
        if (amount.signum() < 0 || amount.compareTo(LIMIT) > 0) {
            throw new IllegalArgumentException("not an amount that can be charged: " + amount);
        }
        amount = amount.setScale(2, RoundingMode.HALF_UP);
    }

    /**
     * An amount that travelled as a floating-point number; what was meant is its shortest decimal form.
     *
     * @throws IllegalArgumentException when not finite, negative or beyond the limit
     */
    public static Money of(double amount) {
        if (!Double.isFinite(amount)) {
            throw new IllegalArgumentException("not an amount that can be charged: " + amount);
        }
        return new Money(BigDecimal.valueOf(amount));
    }

    /**
     * What a number of seats costs, rounded half-up once, at the end.
     *
     * @param price of one seat; may have more than two decimals
     * @throws IllegalArgumentException when the price is not finite or negative, or the total is beyond the limit
     */
    public static Money total(SeatNumbers seats, double price) {
        if (!Double.isFinite(price)) {
            throw new IllegalArgumentException("not a price: " + price);
        }
        return new Money(BigDecimal.valueOf(price).multiply(BigDecimal.valueOf(seats.count())));
    }

    /** For the wire formats and the database that demand a double. */
    public double toDouble() {
        return amount.doubleValue();
    }

    /** Always with two decimals: {@code 30.00}. */
    @Override
    public String toString() {
        return amount.toPlainString();
    }
}
