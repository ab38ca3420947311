package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An object of a graph's JSON, taken apart member by member. What has the wrong type is found and
 * counts as absent; {@link #done} finds what nobody asked for.
 */
final class Members {

    private final Map<?, ?> map;
    private final String pointer;
    private final Findings findings;
    private final Set<String> known = new HashSet<>();

    Members(Map<?, ?> map, String pointer, Findings findings) {
        this.map = map;
        this.pointer = pointer;
        this.findings = findings;
    }

    /** Null, with a finding, when the value is no object. */
    static @Nullable Members of(@Nullable Object value, String pointer, Findings findings) {
        if (value instanceof Map<?, ?> map) {
            return new Members(map, pointer, findings);
        }
        findings.add(pointer, Fault.NO_OBJECT);
        return null;
    }

    Findings findings() {
        return findings;
    }

    String pointer() {
        return pointer;
    }

    String at(String name) {
        return Findings.at(pointer, name);
    }

    boolean has(String name) {
        known.add(name);
        return map.get(name) != null;
    }

    /** Whether it is written, be it as null. */
    boolean isWritten(String name) {
        known.add(name);
        return map.containsKey(name);
    }

    @Nullable Object value(String name) {
        known.add(name);
        return map.get(name);
    }

    /** Finds that a member is absent; whether it is there. */
    boolean needs(String name) {
        if (has(name)) {
            return true;
        }
        findings.add(at(name), Fault.REQUIRED, name);
        return false;
    }

    void refuse(String name, Fault why, Object... arguments) {
        if (isWritten(name)) {
            findings.add(at(name), why, arguments);
        }
    }

    @Nullable String text(String name, int longest) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            findings.add(at(name), Fault.NO_TEXT);
            return null;
        }
        if (text.isBlank()) {
            findings.add(at(name), Fault.BLANK);
            return null;
        }
        if (text.length() > longest) {
            findings.add(at(name), Fault.TEXT_LENGTH, longest);
            return null;
        }
        return text;
    }

    boolean flag(String name, boolean otherwise) {
        var value = value(name);
        if (value == null || value instanceof Boolean) {
            return value == null ? otherwise : (Boolean) value;
        }
        findings.add(at(name), Fault.NO_TRUTH);
        return otherwise;
    }

    @Nullable Integer whole(String name, int least, int most) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Long number)) {
            findings.add(at(name), Fault.NO_WHOLE);
            return null;
        }
        if (number < least || number > most) {
            findings.add(at(name), Fault.NUMBER_RANGE, least, most);
            return null;
        }
        return number.intValue();
    }

    int whole(String name, int least, int most, int otherwise) {
        var number = whole(name, least, most);
        return number == null ? otherwise : number;
    }

    double number(String name, double least, double most, double otherwise) {
        var value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof Number number)) {
            findings.add(at(name), Fault.NO_NUMBER);
            return otherwise;
        }
        var given = number.doubleValue();
        if (given < least || given > most) {
            findings.add(at(name), Fault.NUMBER_RANGE, least, most);
            return otherwise;
        }
        return given;
    }

    @Nullable Duration duration(String name, Duration least, Duration most) {
        var text = text(name, 40);
        if (text == null) {
            return null;
        }
        var duration = DurationText.read(text).orElse(null);
        if (duration == null) {
            findings.add(at(name), Fault.NO_DURATION);
        } else if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            findings.add(at(name), Fault.DURATION_RANGE, least, most);
            return null;
        }
        return duration;
    }

    Duration duration(String name, Duration least, Duration most, Duration otherwise) {
        var duration = duration(name, least, most);
        return duration == null ? otherwise : duration;
    }

    /** Null when it is absent or none. */
    @Nullable List<?> list(String name, int most) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof List<?> list)) {
            findings.add(at(name), Fault.NO_LIST);
            return null;
        }
        if (list.size() > most) {
            findings.add(at(name), Fault.TOO_MANY, most);
            return null;
        }
        return list;
    }

    /** Null when it is absent or none. */
    @Nullable List<String> texts(String name, int most) {
        var list = list(name, most);
        if (list == null) {
            return null;
        }
        var texts = new LinkedHashSet<String>();
        for (var index = 0; index < list.size(); index++) {
            if (list.get(index) instanceof String text) {
                if (!texts.add(text)) {
                    findings.add(Findings.at(at(name), index), Fault.TWICE, text);
                }
            } else {
                findings.add(Findings.at(at(name), index), Fault.NO_TEXT);
            }
        }
        return List.copyOf(texts);
    }

    /** Null when it is absent or none. */
    @Nullable Members object(String name) {
        var value = value(name);
        return value == null ? null : of(value, at(name), findings);
    }

    /** The members of an object whose names are free; empty when it is absent or none. */
    Map<String, @Nullable Object> entries(String name, int most) {
        var value = value(name);
        var entries = new LinkedHashMap<String, @Nullable Object>();
        if (value == null) {
            return entries;
        }
        if (!(value instanceof Map<?, ?> object)) {
            findings.add(at(name), Fault.NO_OBJECT);
            return entries;
        }
        if (object.size() > most) {
            findings.add(at(name), Fault.TOO_MANY, most);
            return entries;
        }
        object.forEach((key, each) -> entries.put(String.valueOf(key), each));
        return entries;
    }

    /** Finds members that nothing here knows. */
    void done() {
        for (var name : map.keySet()) {
            if (!known.contains(String.valueOf(name))) {
                findings.add(at(String.valueOf(name)), Fault.UNKNOWN_MEMBER, name);
            }
        }
    }
}
