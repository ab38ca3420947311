package dev.baton.agent;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads a configuration that somebody typed in, and collects everything that is wrong with it. */
final class ConfigurationForm {

    private final ObjectNode wanted;
    private final Set<String> known = new HashSet<>();
    private final List<AgentFault> faults = new ArrayList<>();

    ConfigurationForm(ObjectNode wanted) {
        this.wanted = wanted;
    }

    /** A text that is not blank; a fault when it is left out. */
    String text(String key, int longest) {
        var text = optionalText(key, longest);
        if (text == null && !hasFault(key)) {
            fault(key, "required", "A value is needed.");
        }
        return text == null ? "" : text;
    }

    @Nullable String optionalText(String key, int longest) {
        var value = value(key);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            fault(key, "text_wanted", "A text is wanted.");
            return null;
        }
        var text = value.stringValue().strip();
        if (text.length() > longest) {
            fault(key, "text_long", "At most " + longest + " characters.", "" + longest);
            return null;
        }
        return text.isEmpty() ? null : text;
    }

    Optional<UUID> id(String key) {
        var text = optionalText(key, 36);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            fault(key, "id_wanted", "An id is wanted.");
            return Optional.empty();
        }
    }

    @Nullable Long wholeNumber(String key, long least, long most) {
        var value = value(key);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            fault(
                    key,
                    "out_of_range",
                    "A whole number between " + least + " and " + most + ".",
                    "" + least,
                    "" + most);
            return null;
        }
        return value.longValue();
    }

    boolean flag(String key, boolean otherwise) {
        var value = value(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            fault(key, "flag_wanted", "True or false is wanted.");
            return otherwise;
        }
        return value.booleanValue();
    }

    ObjectNode object(String key) {
        var value = value(key);
        if (value instanceof ObjectNode object) {
            return object.deepCopy();
        }
        if (value != null) {
            fault(key, "object_wanted", "An object is wanted.");
        }
        return wanted.objectNode();
    }

    /** Whether the key stands there, be it with null: what is left out may mean "as it was". */
    boolean names(String key) {
        known.add(key);
        return wanted.has(key);
    }

    /** A key that a form or an earlier answer may carry and that is set by us. */
    void ignore(String key) {
        known.add(key);
    }

    void fault(String key, String code, String sentence, String... arguments) {
        faults.add(AgentFault.of("configuration." + key, code, sentence, arguments));
    }

    boolean hasFault(String key) {
        return faults.stream().anyMatch(fault -> fault.field().equals("configuration." + key));
    }

    /** Keys that nobody asked for are faults: a mistyped one must not pass for a default. */
    void refuseOthers() {
        for (var name : wanted.propertyNames()) {
            if (!known.contains(name)) {
                fault(name, "unknown_field", "This kind of agent has no such setting.");
            }
        }
    }

    void refuseIfWrong() {
        AgentRefused.ifAny(faults);
    }

    private @Nullable JsonNode value(String key) {
        known.add(key);
        var value = wanted.get(key);
        return value == null || value.isNull() ? null : value;
    }
}
