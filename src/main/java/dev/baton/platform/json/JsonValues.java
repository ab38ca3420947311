package dev.baton.platform.json;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

/**
 * JSON as plain Java, as expressions have it: text, {@link Long}, {@link Double}, {@link Boolean},
 * lists, maps with text keys, null. What does not parse is Jackson's exception.
 */
public final class JsonValues {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_LONG_FOR_INTS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private JsonValues() {}

    /** For records whose members are such values. */
    public static JsonMapper mapper() {
        return JSON;
    }

    public static @Nullable Object value(String json) {
        return JSON.readValue(json, Object.class);
    }

    public static Map<String, Object> object(String json) {
        return JSON.readValue(json, OBJECT);
    }

    /** Empty where there is none. */
    public static Map<String, Object> object(@Nullable JsonNode json) {
        return json == null ? Map.of() : object(json.toString());
    }
}
