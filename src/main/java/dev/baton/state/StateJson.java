package dev.baton.state;

import dev.baton.platform.problem.FieldProblem;

import org.springframework.stereotype.Component;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;

/** Values as they are kept: every digit of a number stays. */
@Component
public class StateJson {

    private final JsonMapper json;
    private final long largest;

    StateJson(JsonMapper json, StateProperties properties) {
        this.json =
                json.rebuild()
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                        .build();
        this.largest = properties.valueSize().toBytes();
    }

    public JsonNode read(String value) {
        return json.readTree(value);
    }

    public JsonNode read(byte[] value) {
        return json.readTree(value);
    }

    /** The text to keep; refused when it is too large. */
    String write(JsonNode value) {
        var text = json.writeValueAsString(value);
        if (text.getBytes(StandardCharsets.UTF_8).length > largest) {
            throw new StateRefused(
                    new FieldProblem(
                            "value", "too_large", "at most " + largest + " bytes of JSON"));
        }
        return text;
    }

    /** What a JSON Merge Patch (RFC 7396) makes of a value; null in it takes members away. */
    static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        var result =
                target instanceof ObjectNode object
                        ? object.deepCopy()
                        : JsonNodeFactory.instance.objectNode();
        for (var change : changes.properties()) {
            if (change.getValue().isNull()) {
                result.remove(change.getKey());
            } else {
                var before = result.path(change.getKey());
                result.set(change.getKey(), merged(before, change.getValue()));
            }
        }
        return result;
    }
}
