package dev.baton.model.provider;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a requested {@code response_format} is had from every Anthropic model: the schema becomes the
 * input of a tool that the model must call, and the call becomes the answer's text again.
 *
 * @param schema missing when no schema is asked for
 * @param anyObject whether some JSON object is asked for, of no particular schema
 */
record AnthropicAnswerTool(JsonNode schema, boolean anyObject) {

    static final String NAME = "answer_in_format";

    static AnthropicAnswerTool of(ObjectNode request) {
        var format = request.path("response_format");
        return new AnthropicAnswerTool(
                format.path("json_schema").path("schema"),
                format.path("type").asString("").equals("json_object"));
    }

    boolean isWanted() {
        return schema.isObject();
    }

    void addTo(ArrayNode tools) {
        if (isWanted()) {
            tools.add(
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("name", NAME)
                            .put("description", "Gives the final answer in the required format.")
                            .set("input_schema", schema));
        }
    }

    void instruct(ArrayNode system) {
        if (anyObject) {
            system.addObject()
                    .put("type", "text")
                    .put("text", "Answer with one JSON object and nothing else.");
        }
    }
}
