package dev.baton.workflow;

import dev.cel.common.types.CelKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is known of a value before it is computed. Whatever is not known may be anything, so that
 * nothing is told of it that need not be so.
 *
 * @param kinds that it may be of; none when it never is
 * @param item of a list; null when nothing is known of its items
 * @param members of an object, as far as they are known
 * @param isClosed whether an object has no other members
 * @param example a value of this type that somebody has written down; null when nobody has
 * @param size how much is known: a type may hold another many times
 */
record ValueType(
        Set<CelKind> kinds,
        @Nullable ValueType item,
        Map<String, ValueType> members,
        boolean isClosed,
        @Nullable Object example,
        int size) {

    /** A hostile graph could have types that hold each other a thousand times over. */
    private static final int LARGEST = 500;

    private static final int DEEPEST_SCHEMA = 12;

    private static final Set<CelKind> NUMBERS =
            EnumSet.of(CelKind.INT, CelKind.DOUBLE, CelKind.UINT);

    static final ValueType ANY = plain(EnumSet.allOf(CelKind.class));
    static final ValueType NEVER = plain(Set.of());
    static final ValueType NULL = of(CelKind.NULL_TYPE);
    static final ValueType TRUTH = of(CelKind.BOOL);
    static final ValueType TEXT = of(CelKind.STRING);
    static final ValueType WHOLE = of(CelKind.INT);

    /** JSON writes 1 and 1.0 alike, expressions do not take them for the same. */
    static final ValueType NUMBER = of(CelKind.INT, CelKind.DOUBLE);

    static final ValueType LIST = of(CelKind.LIST);
    static final ValueType OBJECT = of(CelKind.MAP);

    static ValueType of(CelKind... kinds) {
        return plain(EnumSet.copyOf(Arrays.asList(kinds)));
    }

    static ValueType plain(Set<CelKind> kinds) {
        return new ValueType(kinds, null, Map.of(), false, null, 1);
    }

    static ValueType list(@Nullable ValueType item) {
        return made(LIST.kinds, item, Map.of(), false, null);
    }

    static ValueType object(Map<String, ValueType> members, boolean isClosed) {
        return made(OBJECT.kinds, null, members, isClosed, null);
    }

    private static ValueType made(
            Set<CelKind> kinds,
            @Nullable ValueType item,
            Map<String, ValueType> members,
            boolean isClosed,
            @Nullable Object example) {
        var size = 1 + (item == null ? 0 : item.size);
        for (var member : members.values()) {
            size += member.size;
        }
        return size > LARGEST
                ? new ValueType(kinds, null, Map.of(), false, example, 1)
                : new ValueType(kinds, item, members, isClosed, example, size);
    }

    ValueType shownBy(@Nullable Object value) {
        return new ValueType(kinds, item, members, isClosed, value, size);
    }

    /** Of a value that is there. */
    static ValueType ofValue(@Nullable Object value) {
        var type =
                switch (value) {
                    case null -> NULL;
                    case Boolean _ -> TRUTH;
                    case String _ -> TEXT;
                    case Double _, Float _ -> NUMBER;
                    case Number _ -> WHOLE;
                    case List<?> list ->
                            list(
                                    list.stream()
                                            .map(ValueType::ofValue)
                                            .reduce(NEVER, ValueType::or));
                    case Map<?, ?> map -> {
                        var members = new LinkedHashMap<String, ValueType>();
                        map.forEach(
                                (name, each) -> members.put(String.valueOf(name), ofValue(each)));
                        yield object(members, true);
                    }
                    default -> ANY;
                };
        return type.shownBy(value);
    }

    /** Of what fits a JSON Schema. It only ever narrows, so what is not looked at says no more. */
    static ValueType ofSchema(@Nullable Object schema) {
        return ofSchema(schema, 0);
    }

    private static ValueType ofSchema(@Nullable Object schema, int depth) {
        if (!(schema instanceof Map<?, ?> map)
                || depth > DEEPEST_SCHEMA
                || map.containsKey("$ref")
                || map.containsKey("$dynamicRef")) {
            return ANY;
        }
        var kinds = kinds(map);
        var members = new LinkedHashMap<String, ValueType>();
        if (map.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach(
                    (name, each) -> members.put(String.valueOf(name), ofSchema(each, depth + 1)));
        }
        var isClosed =
                Boolean.FALSE.equals(map.get("additionalProperties"))
                        && !map.containsKey("patternProperties");
        var item =
                map.containsKey("prefixItems") || !map.containsKey("items")
                        ? null
                        : ofSchema(map.get("items"), depth + 1);
        return made(kinds, item, members, isClosed, example(map));
    }

    private static Set<CelKind> kinds(Map<?, ?> schema) {
        var kinds = EnumSet.allOf(CelKind.class);
        if (schema.containsKey("type")) {
            var named = EnumSet.noneOf(CelKind.class);
            var types =
                    schema.get("type") instanceof List<?> several
                            ? several
                            : Collections.singletonList(schema.get("type"));
            types.forEach(type -> named.addAll(kinds(String.valueOf(type))));
            kinds.retainAll(named);
        }
        if (schema.containsKey("const")) {
            kinds.retainAll(ofValue(schema.get("const")).kinds);
        }
        if (schema.get("enum") instanceof List<?> values && !values.isEmpty()) {
            var named = EnumSet.noneOf(CelKind.class);
            values.forEach(value -> named.addAll(ofValue(value).kinds));
            kinds.retainAll(named);
        }
        return kinds;
    }

    private static Set<CelKind> kinds(String type) {
        return switch (type) {
            case "object" -> OBJECT.kinds;
            case "array" -> LIST.kinds;
            case "string" -> TEXT.kinds;
            case "integer" -> WHOLE.kinds;
            case "number" -> NUMBER.kinds;
            case "boolean" -> TRUTH.kinds;
            case "null" -> NULL.kinds;
            default -> ANY.kinds;
        };
    }

    private static @Nullable Object example(Map<?, ?> schema) {
        if (schema.get("examples") instanceof List<?> examples && !examples.isEmpty()) {
            return examples.getFirst();
        }
        for (var said : List.of("default", "const")) {
            if (schema.get(said) != null) {
                return schema.get(said);
            }
        }
        return schema.get("enum") instanceof List<?> values && !values.isEmpty()
                ? values.getFirst()
                : null;
    }

    /** Of a value that is of one of the two. */
    ValueType or(ValueType other) {
        if (kinds.isEmpty() || other.kinds.isEmpty()) {
            return kinds.isEmpty() ? other : this;
        }
        var both = EnumSet.copyOf(kinds);
        both.addAll(other.kinds);
        return made(
                both,
                either(item, may(CelKind.LIST), other.item, other.may(CelKind.LIST)),
                members(other),
                (isClosed || !may(CelKind.MAP)) && (other.isClosed || !other.may(CelKind.MAP)),
                example == null ? other.example : example);
    }

    private static @Nullable ValueType either(
            @Nullable ValueType one, boolean isOne, @Nullable ValueType other, boolean isOther) {
        if (!isOne || !isOther) {
            return isOne ? one : other;
        }
        return one == null || other == null ? null : one.or(other);
    }

    private Map<String, ValueType> members(ValueType other) {
        if (!may(CelKind.MAP) || !other.may(CelKind.MAP)) {
            return may(CelKind.MAP) ? members : other.members;
        }
        var all = new LinkedHashMap<String, ValueType>();
        members.forEach(
                (name, type) -> {
                    var theirs = other.members.get(name);
                    if (theirs != null) {
                        all.put(name, type.or(theirs));
                    } else if (other.isClosed) {
                        all.put(name, type);
                    }
                });
        other.members.forEach(
                (name, type) -> {
                    if (isClosed) {
                        all.putIfAbsent(name, type);
                    }
                });
        return all;
    }

    /** The same when it has been kept as JSON: what JSON has not is a text or number by then. */
    ValueType kept() {
        if (kinds.size() == ANY.kinds.size()) {
            return this;
        }
        var json = EnumSet.noneOf(CelKind.class);
        for (var kind : kinds) {
            switch (kind) {
                case DOUBLE -> json.addAll(NUMBER.kinds);
                case UINT -> json.add(CelKind.INT);
                case NULL_TYPE, BOOL, INT, STRING, LIST, MAP -> json.add(kind);
                default -> json.addAll(EnumSet.of(CelKind.STRING, CelKind.INT));
            }
        }
        var kept = new LinkedHashMap<String, ValueType>();
        members.forEach((name, type) -> kept.put(name, type.kept()));
        return made(json, item == null ? null : item.kept(), kept, isClosed, example);
    }

    boolean may(CelKind kind) {
        return kinds.contains(kind);
    }

    boolean mayBeOneOf(Set<CelKind> several) {
        // What never is has been told of where it comes from.
        return kinds.isEmpty() || !Collections.disjoint(kinds, several);
    }

    /** Whether a list is all that it could be of what holds others. */
    boolean isList() {
        return may(CelKind.LIST) && !may(CelKind.MAP);
    }

    /** Of one of its items, if it is a list. */
    ValueType items() {
        return item == null ? ANY : item;
    }

    /** Of a member, if it is an object; null when it has none of the name. */
    @Nullable ValueType member(String name) {
        var member = members.get(name);
        return member == null && !isClosed ? ANY : member;
    }

    /** Whether a value of one could be that of the other: numbers are compared by what they are. */
    boolean mayEqual(ValueType other) {
        return mayBeOneOf(other.kinds)
                || other.kinds.isEmpty()
                || mayBeOneOf(NUMBERS) && other.mayBeOneOf(NUMBERS);
    }

    /** As JSON Schema calls it: {@code string}, {@code integer or null}. */
    String word() {
        if (kinds.size() > CelKind.values().length / 2) {
            return "any";
        }
        return kinds.stream()
                .map(kind -> word(kind, kinds))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" or "));
    }

    private static String word(CelKind kind, Set<CelKind> among) {
        return switch (kind) {
            case NULL_TYPE -> "null";
            case BOOL -> "boolean";
            case INT -> among.contains(CelKind.DOUBLE) ? "number" : "integer";
            case DOUBLE -> "number";
            case STRING -> "string";
            case LIST -> "array";
            case MAP -> "object";
            default -> kind.name().toLowerCase(Locale.ROOT);
        };
    }

    /** Names of the members of an object, for people. */
    List<String> names() {
        return List.copyOf(new TreeMap<>(members).keySet());
    }

    /** A value of this type: its example where it has one, else the least that says something. */
    @Nullable Object sample() {
        if (example != null) {
            return example;
        }
        if (kinds.size() == ANY.kinds.size()) {
            return members.isEmpty() ? null : sampleObject();
        }
        for (var kind :
                List.of(CelKind.MAP, CelKind.LIST, CelKind.STRING, CelKind.INT, CelKind.BOOL)) {
            if (may(kind)) {
                return switch (kind) {
                    case MAP -> sampleObject();
                    case LIST -> new ArrayList<>(Collections.singletonList(items().sample()));
                    case STRING -> "text";
                    case INT -> 1L;
                    default -> true;
                };
            }
        }
        return null;
    }

    private Map<String, @Nullable Object> sampleObject() {
        var made = new HashMap<String, @Nullable Object>();
        members.forEach((name, type) -> made.put(name, type.sample()));
        return new TreeMap<>(made);
    }
}
