package dev.baton.agent;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.UUID;

/**
 * JSON of agents' configurations, as the database keeps it. A row may be older than the field that
 * is read from it.
 */
final class AgentConfiguration {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private AgentConfiguration() {}

    static String write(ObjectNode configuration) {
        return MAPPER.writeValueAsString(configuration);
    }

    static ObjectNode read(String column) {
        return (ObjectNode) MAPPER.readTree(column);
    }

    static <T> T read(String column, Class<T> type) {
        return MAPPER.readValue(column, type);
    }

    static ObjectNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    static @Nullable UUID reference(ObjectNode configuration, String key) {
        var value = configuration.path(key);
        return value.isString() ? UUID.fromString(value.stringValue()) : null;
    }
}
