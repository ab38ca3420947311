package dev.baton.workflow;

import com.google.common.primitives.UnsignedLong;
import com.google.protobuf.NullValue;

import dev.cel.common.values.CelByteString;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;

/** Between values of JSON as plain Java and what CEL computes with, which knows no Java null. */
final class CelValues {

    private static final int AROUND_TEXT = 2;

    private CelValues() {}

    static Object in(@Nullable Object value) {
        return switch (value) {
            case null -> NullValue.NULL_VALUE;
            case Map<?, ?> map -> new MapView(map, false);
            case List<?> list -> new ListView(list);
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Float number -> number.doubleValue();
            case BigInteger number when number.bitLength() < Long.SIZE -> number.longValue();
            case Number number when !(number instanceof Long) -> number.doubleValue();
            default -> value;
        };
    }

    /** Of steps: one that gave nothing, for it was skipped, is null. */
    static Object results(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? new MapView(map, true) : in(value);
    }

    /**
     * @throws CelBudget.Exhausted when it is too large
     * @throws ExpressionFailed when it is none of JSON
     */
    static @Nullable Object out(Object value, CelBudget budget) {
        budget.charge(1);
        budget.chargeWritten(1);
        return switch (value) {
            case NullValue _ -> null;
            case dev.cel.common.values.NullValue _ -> null;
            case String text -> {
                budget.chargeWritten(text.length() + AROUND_TEXT);
                yield text;
            }
            case Boolean truth -> truth;
            case Long number -> {
                chargeWritten(number, budget);
                yield number;
            }
            case Double number when Double.isNaN(number) || Double.isInfinite(number) ->
                    throw new ExpressionFailed("its value is " + number + ", which JSON has not");
            case Double number -> {
                chargeWritten(number, budget);
                yield number;
            }
            case UnsignedLong number when number.bigIntegerValue().bitLength() < Long.SIZE ->
                    number.longValue();
            case MapView view -> {
                chargeWritten(view.source, budget);
                yield view.source;
            }
            case ListView view -> {
                chargeWritten(view.source, budget);
                yield view.source;
            }
            case List<?> list -> list(list, budget);
            case Map<?, ?> map -> map(map, budget);
            case Instant time -> DateTimeFormatter.ISO_INSTANT.format(time);
            case Duration duration -> duration.toString();
            case CelByteString bytes -> Base64.getEncoder().encodeToString(bytes.toByteArray());
            default -> throw new ExpressionFailed("its value is none of JSON");
        };
    }

    /** What is handed on as it is takes its room all the same. */
    private static void chargeWritten(@Nullable Object value, CelBudget budget) {
        budget.chargeWritten(1);
        switch (value) {
            case String text -> budget.chargeWritten(text.length() + AROUND_TEXT);
            case Number number -> budget.chargeWritten(number.toString().length());
            case List<?> list -> list.forEach(item -> chargeWritten(item, budget));
            case Map<?, ?> map ->
                    map.forEach(
                            (name, item) -> {
                                budget.chargeWritten(nameLength(name));
                                chargeWritten(item, budget);
                            });
            case null, default -> {}
        }
    }

    private static int nameLength(Object name) {
        return String.valueOf(name).length() + AROUND_TEXT;
    }

    private static Object list(List<?> list, CelBudget budget) {
        var out = new ArrayList<@Nullable Object>(list.size());
        for (var item : list) {
            out.add(out(item, budget));
        }
        return Collections.unmodifiableList(out);
    }

    private static Object map(Map<?, ?> map, CelBudget budget) {
        var out = new LinkedHashMap<String, @Nullable Object>();
        for (var member : map.entrySet()) {
            if (!(member.getKey() instanceof String name)) {
                throw new ExpressionFailed(
                        "an object has the key %s, which is not a text".formatted(member.getKey()));
            }
            budget.chargeWritten(nameLength(name));
            out.put(name, out(member.getValue(), budget));
        }
        return Collections.unmodifiableMap(out);
    }

    /** Sees nulls as CEL has them, without a copy. */
    private static final class ListView extends AbstractList<Object> implements RandomAccess {

        private final List<?> source;

        private ListView(List<?> source) {
            this.source = source;
        }

        @Override
        public Object get(int index) {
            return in(source.get(index));
        }

        @Override
        public int size() {
            return source.size();
        }
    }

    private static final class MapView extends AbstractMap<Object, Object> {

        private final Map<?, ?> source;
        private final boolean nullWhereMissing;

        private MapView(Map<?, ?> source, boolean nullWhereMissing) {
            this.source = source;
            this.nullWhereMissing = nullWhereMissing;
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return key instanceof String && (nullWhereMissing || source.containsKey(key));
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            if (!(key instanceof String)) {
                return null;
            }
            return nullWhereMissing || source.containsKey(key) ? in(source.get(key)) : null;
        }

        @Override
        public int size() {
            return source.size();
        }

        @Override
        public Set<Entry<Object, Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<Object, Object>> iterator() {
                    var entries = source.entrySet().iterator();
                    return new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return entries.hasNext();
                        }

                        @Override
                        public Entry<Object, Object> next() {
                            var next = entries.next();
                            return Map.entry(next.getKey(), in(next.getValue()));
                        }
                    };
                }

                @Override
                public int size() {
                    return source.size();
                }
            };
        }
    }
}
