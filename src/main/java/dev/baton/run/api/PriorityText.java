package dev.baton.run.api;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** A priority as a caller writes it: by its name, or by its number. */
class PriorityText extends ValueDeserializer<String> {

    static final String KNOWN = "one of low, normal, high, critical, or 1 to 4";

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) {
        return json.hasToken(JsonToken.VALUE_STRING) || json.hasToken(JsonToken.VALUE_NUMBER_INT)
                ? json.getString()
                : (String) context.handleUnexpectedToken(String.class, json);
    }
}
