package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as plain Java: text, {@link Long}, {@link Double}, truth, null, lists and maps. */
final class GraphJson {

    private static final int DEEPEST = 100;
    private static final int LONGEST_NUMBER = 100;

    /** Names of members, such as a header's or a variable's. */
    private static final int LONGEST_NAME = 200;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .maxNumberLength(LONGEST_NUMBER)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private GraphJson() {}

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    static String pretty(Object value) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    static @Nullable Object parse(String json, Findings findings) {
        try {
            return normalized(JSON.readValue(json, Object.class), findings);
        } catch (JacksonException malformed) {
            var place = malformed.getLocation();
            var why = malformed.getOriginalMessage();
            if (place == null) {
                findings.add("", Fault.NO_JSON, why);
            } else {
                findings.add("", Fault.NO_JSON_AT, why, place.getLineNr(), place.getColumnNr());
            }
            return null;
        }
    }

    static @Nullable Object normalized(@Nullable Object value, Findings findings) {
        return normalized(value, Pointer.of(""), findings, 0);
    }

    private static @Nullable Object normalized(
            @Nullable Object value, Pointer pointer, Findings findings, int depth) {
        if (depth > DEEPEST) {
            findings.add(pointer, Fault.JSON_DEPTH, DEEPEST);
            return null;
        }
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, @Nullable Object>();
                map.forEach(
                        (member, each) -> {
                            var name = String.valueOf(member);
                            if (isName(name, pointer, findings)) {
                                copy.put(
                                        name,
                                        normalized(each, pointer.at(name), findings, depth + 1));
                            }
                        });
                yield Collections.unmodifiableMap(copy);
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>(list.size());
                for (var index = 0; index < list.size(); index++) {
                    copy.add(normalized(list.get(index), pointer.at(index), findings, depth + 1));
                }
                yield Collections.unmodifiableList(copy);
            }
            case String text -> text;
            case Boolean truth -> truth;
            case Number number -> number(number, pointer, findings);
            default -> {
                findings.add(pointer, Fault.NO_JSON_VALUE);
                yield null;
            }
        };
    }

    private static boolean isName(String name, Pointer pointer, Findings findings) {
        if (name.length() <= LONGEST_NAME) {
            return true;
        }
        findings.add(
                pointer,
                Fault.MEMBER_NAME,
                LONGEST_NAME,
                name.substring(0, name.offsetByCodePoints(0, 20)));
        return false;
    }

    private static @Nullable Object number(Number number, Pointer pointer, Findings findings) {
        if (number instanceof Long || number instanceof Integer || number instanceof Short) {
            return number.longValue();
        }
        if (number instanceof BigInteger whole) {
            if (whole.bitLength() < Long.SIZE) {
                return whole.longValue();
            }
            findings.add(pointer, Fault.WHOLE_TOO_LARGE);
            return null;
        }
        var real = number.doubleValue();
        if (Double.isNaN(real) || Double.isInfinite(real)) {
            findings.add(pointer, Fault.NUMBER_TOO_LARGE);
            return null;
        }
        return real;
    }
}
