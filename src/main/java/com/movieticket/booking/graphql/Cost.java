package com.movieticket.booking.graphql;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many fields an operation may have to answer. What depends on no variable is added up once and for all, so that
 * few requests have anything left to calculate.
 *
 * <p>Fields with {@code @skip} and {@code @include} count, whatever these say. Numbers stop at {@value #ENORMOUS}
 * instead of flowing over.
 *
 * @param fields known beforehand
 * @param lists  that are as long as variables say
 */
record Cost(long fields, List<Items> lists) {
    static final Cost NOTHING = new Cost(0, List.of());
    static final Cost ONE = new Cost(1, List.of());
    private static final long ENORMOUS = 1_000_000_000;

    /**
     * More items than there can be are refused by the field itself, in words of its own. So numbers beyond this one make
     * no difference.
     */
    private static final int MOST_ITEMS = 10 * Arguments.MOST_BOOKINGS;

    /**
     * A list that is as long as a variable says.
     *
     * @param times     how often there is such a list
     * @param otherwise its length, when the variable isn't given
     */
    record Items(Cost item, int times, String variable, int otherwise) {
        private long with(Map<String, @Nullable Object> variables) {
            int count = variables.get(variable) instanceof Number number ? bounded(number) : bounded(otherwise);
            return product(times, product(count, item.with(variables)));
        }
    }

    /** Both. */
    Cost plus(Cost other) {
        return new Cost(Math.min(ENORMOUS, fields + other.fields),
                lists.isEmpty() ? other.lists : Stream.concat(lists.stream(), other.lists.stream()).toList());
    }

    /** A list of so many of these. */
    Cost times(int items) {
        int count = bounded(items);
        return new Cost(product(count, fields), lists.stream()
                .map(list -> new Items(list.item, (int) product(count, list.times), list.variable, list.otherwise))
                .toList());
    }

    /** A list of as many of these as a variable says. */
    Cost times(String variable, int otherwise) {
        return new Cost(0, List.of(new Items(this, 1, variable, otherwise)));
    }

    /** With the variables as they came, not yet checked: a value that is no number counts as not given. */
    long with(Map<String, @Nullable Object> variables) {
        long sum = fields;
        for (Items list : lists) {
            sum = Math.min(ENORMOUS, sum + list.with(variables));
        }
        return sum;
    }

    private static int bounded(int items) {
        return Math.clamp(items, 0, MOST_ITEMS);
    }

    private static int bounded(Number items) {
        return items instanceof Integer number ? bounded(number.intValue())
                : new BigDecimal(items.toString()).compareTo(BigDecimal.valueOf(MOST_ITEMS)) > 0 ? MOST_ITEMS
                : bounded(items.intValue());
    }

    /** Of two numbers that are no larger than {@link #ENORMOUS}. */
    private static long product(long a, long b) {
        return Math.min(ENORMOUS, a * b);
    }
}
