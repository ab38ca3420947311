package dev.baton.event;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every type of event there is, from the {@link EventType} beans of all modules. The public ones
 * are described in {@code events/<name>.json}; a missing or incomplete description stops the start.
 */
@Component
public class EventCatalogue {

    private final Map<String, EventType> types = new TreeMap<>();
    private final Map<String, EventDescription> descriptions = new TreeMap<>();

    EventCatalogue(ObjectProvider<EventType> declared, JsonMapper json) {
        declared.forEach(type -> add(type, json));
    }

    /** Public types in order of name. */
    public List<EventDescription> descriptions() {
        return List.copyOf(descriptions.values());
    }

    public Optional<EventDescription> find(String name) {
        return Optional.ofNullable(descriptions.get(name));
    }

    /** Whether tenants are told of events of this type. */
    public boolean isPublic(String name) {
        return descriptions.containsKey(name);
    }

    /** Names of the public types that a subscription covers; empty when it means nothing. */
    public List<String> matching(EventPattern pattern) {
        return descriptions.keySet().stream().filter(pattern::matches).toList();
    }

    void checkDeclared(EventType type) {
        if (!type.equals(types.get(type.name()))) {
            throw new IllegalStateException(
                    "%s is not a bean, so the catalogue does not know it; it knows %s"
                            .formatted(type, new TreeSet<>(types.keySet())));
        }
    }

    private void add(EventType type, JsonMapper json) {
        if (types.put(type.name(), type) != null) {
            throw new IllegalStateException("Event type " + type.name() + " is declared twice");
        }
        if (type.audience() == EventType.Audience.PUBLIC) {
            descriptions.put(type.name(), described(type, json));
        }
    }

    private static EventDescription described(EventType type, JsonMapper json) {
        var resource = new ClassPathResource("events/" + type.name() + ".json");
        try (var input = resource.getInputStream()) {
            return EventDescription.of(type.name(), json.readTree(input));
        } catch (IOException e) {
            throw new UncheckedIOException("Event type " + type.name() + " is not described", e);
        }
    }
}
