package com.movieticket.booking.graphql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps values by their names as long as there is room; those that were not asked for the longest go first. Thread-safe;
 * the lock is held for map operations only.
 */
final class LeastRecentlyUsed<K, V> {
    private record Kept<V>(V value, int characters) {
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<K, Kept<V>> values = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;
    private final int mostCharacters;
    private int characters;

    /**
     * @param most           values to keep
     * @param mostCharacters to keep, in all values together
     */
    LeastRecentlyUsed(int most, int mostCharacters) {
        this.most = most;
        this.mostCharacters = mostCharacters;
    }

    Optional<V> get(K name) {
        lock.lock();
        try {
            return Optional.ofNullable(values.get(name)).map(Kept::value);
        } finally {
            lock.unlock();
        }
    }

    /** @param size of the value, in characters */
    void put(K name, V value, int size) {
        lock.lock();
        try {
            Kept<V> former = values.put(name, new Kept<>(value, size));
            characters += size - (former == null ? 0 : former.characters());
            var eldest = values.values().iterator();
            while (values.size() > most || characters > mostCharacters) {
                characters -= eldest.next().characters();
                eldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return values.size();
        } finally {
            lock.unlock();
        }
    }
}
