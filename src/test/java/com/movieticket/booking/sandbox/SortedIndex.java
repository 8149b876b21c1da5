package com.movieticket.booking.sandbox;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A secondary index that finds, where the library's own does nothing: the documents' places, sorted by the index's keys.
 *
 * <p>It serves filters that fix its first keys, to one value or to some, and perhaps bound the next one. It may find
 * more than a filter asks for, never less. Not thread-safe: its collection sees to that.
 */
final class SortedIndex extends Index<Integer> {
    /** Where a place stands among those with the same values; bounds stand before or after all of them. */
    private static final int BEFORE_ALL = -1;
    private static final int AFTER_ALL = Integer.MAX_VALUE;

    /** The values of the keys, or the first of them, and the document's place in its collection. */
    private record Entry(List<Object> values, int position) {
    }

    private final Comparator<Entry> order;
    private final NavigableSet<Entry> entries;
    private final Map<Object, Entry> byId = new HashMap<>();

    SortedIndex(Index<Integer> definition) {
        super(definition.getName(), definition.getKeys(), false);
        List<Comparator<Object>> directions = getKeys().stream().<Comparator<Object>>map(key ->
                key.isAscending() ? ValueComparator.asc() : ValueComparator.desc()).toList();
        this.order = (a, b) -> {
            int common = Math.min(a.values().size(), b.values().size());
            for (int i = 0; i < common; i++) {
                int compared = directions.get(i).compare(a.values().get(i), b.values().get(i));
                if (compared != 0) {
                    return compared;
                }
            }
            return Integer.compare(a.position(), b.position());
        };
        this.entries = new TreeSet<>(order);
    }

    /**
     * The places of all documents that a filter may ask for, a range for each combination of fixed values, each range in
     * the order of the keys that are left; empty when the filter says nothing of the first key.
     */
    Optional<List<Collection<Integer>>> ranges(Conditions filter) {
        List<List<Object>> prefixes = List.of(List.of());
        for (IndexKey key : getKeys()) {
            Optional<List<Object>> fixed = filter.fixed(key.getKey());
            if (fixed.isEmpty()) {
                break;
            }
            prefixes = prefixes.stream().flatMap(prefix -> fixed.get().stream().map(value -> with(prefix, value))).toList();
        }
        int length = prefixes.isEmpty() ? 0 : prefixes.getFirst().size();
        Optional<IndexKey> next = getKeys().stream().skip(length).findFirst()
                .filter(key -> filter.lower(key.getKey()).isPresent() || filter.upper(key.getKey()).isPresent());
        if (length == 0 && next.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(prefixes.stream().map(prefix -> next.map(key -> bounded(prefix, key, filter))
                .orElseGet(() -> between(new Entry(prefix, BEFORE_ALL), new Entry(prefix, AFTER_ALL)))).toList());
    }

    /** Whether the ranges of such a filter come in the order that is asked for. */
    boolean ordered(Conditions filter, Document sorting) {
        Iterator<IndexKey> left = getKeys().stream().dropWhile(key -> filter.fixed(key.getKey()).isPresent()).iterator();
        return sorting.entrySet().stream().allMatch(wanted -> left.hasNext() && serves(left.next(), wanted));
    }

    private static boolean serves(IndexKey key, Map.Entry<String, Object> wanted) {
        return key.getKey().equals(wanted.getKey()) && key.isAscending() == ((Number) wanted.getValue()).intValue() > 0;
    }

    /** What has no value stands apart, as it does in a real index, however much of it there is. */
    private Collection<Integer> bounded(List<Object> prefix, IndexKey key, Conditions filter) {
        var least = new Entry(filter.lower(key.getKey()).map(value -> with(prefix, value)).orElse(with(prefix, null)),
                filter.lower(key.getKey()).isPresent() ? BEFORE_ALL : AFTER_ALL);
        var most = new Entry(filter.upper(key.getKey()).map(value -> with(prefix, value)).orElse(prefix), AFTER_ALL);
        return key.isAscending() ? between(least, most) : between(reversed(most), reversed(least));
    }

    private static Entry reversed(Entry bound) {
        return new Entry(bound.values(), bound.position() == BEFORE_ALL ? AFTER_ALL : BEFORE_ALL);
    }

    private Collection<Integer> between(Entry least, Entry most) {
        if (order.compare(least, most) > 0) {
            return List.of();
        }
        var range = entries.subSet(least, true, most, true);
        return new AbstractCollection<>() {
            @Override
            public Iterator<Integer> iterator() {
                return range.stream().map(Entry::position).iterator();
            }

            @Override
            public int size() {
                return range.size();
            }
        };
    }

    private static List<Object> with(List<Object> prefix, Object value) {
        var longer = new ArrayList<>(prefix);
        longer.add(value);
        return longer;
    }

    @Override
    public void add(Document document, Integer position, MongoCollection<Integer> collection) {
        List<Object> values = keys().stream().map(key -> Utils.getSubdocumentValue(document, key)).toList();
        if (values.stream().allMatch(Missing.class::isInstance)) {
            return;
        }
        var entry = new Entry(values, position);
        entries.add(entry);
        byId.put(document.get("_id"), entry);
    }

    @Override
    public Integer remove(Document document) {
        Entry removed = byId.remove(document.get("_id"));
        if (removed == null) {
            return null;
        }
        entries.remove(removed);
        return removed.position();
    }

    @Override
    public void updateInPlace(Document before, Document after, Integer position, MongoCollection<Integer> collection) {
        remove(before);
        add(after, position, collection);
    }

    @Override
    public Integer getPosition(Document document) {
        return Optional.ofNullable(byId.get(document.get("_id"))).map(Entry::position).orElse(null);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Integer> collection) {
        // it refuses nothing
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Integer> collection) {
        // it refuses nothing
    }

    /** The library's own way of choosing an index, which knows no order: not for this one. */
    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<Integer> getPositions(Document query) {
        throw new UnsupportedOperationException("asked through its ranges");
    }

    @Override
    public long getCount() {
        return entries.size();
    }

    @Override
    public long getDataSize() {
        return 0;
    }

    @Override
    public void drop() {
        entries.clear();
        byId.clear();
    }
}
