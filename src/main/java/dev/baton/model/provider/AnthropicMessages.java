package dev.baton.model.provider;

import dev.baton.model.InvalidField;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A conversation in Anthropic's form: instructions apart, and turns of user and assistant that
 * alternate, with the results of all tools of a turn together.
 */
final class AnthropicMessages {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ArrayNode system = NODES.arrayNode();
    private final ArrayNode messages = NODES.arrayNode();
    private String lastRole = "";

    AnthropicMessages(JsonNode given) {
        var index = 0;
        for (var message : given) {
            add(message, "messages[" + index++ + "]");
        }
    }

    ArrayNode system() {
        return system;
    }

    ArrayNode messages() {
        return messages;
    }

    private void add(JsonNode message, String path) {
        var content = message.path("content");
        switch (message.path("role").asString("")) {
            case "system", "developer" -> addContent(content, system, path);
            case "user" -> addContent(content, turn("user"), path);
            case "assistant" -> addAssistant(message, path);
            case "tool" -> addToolResult(message, path);
            default ->
                    throw new InvalidField(
                            path + ".role", "not_supported", "This provider knows no such role.");
        }
    }

    private void addAssistant(JsonNode message, String path) {
        var blocks = turn("assistant");
        addContent(message.path("content"), blocks, path);
        var index = 0;
        for (var call : message.path("tool_calls")) {
            var function = call.path("function");
            blocks.addObject()
                    .put("type", "tool_use")
                    .put("id", call.path("id").asString(""))
                    .put("name", function.path("name").asString(""))
                    .set("input", arguments(function, path + ".tool_calls[" + index++ + "]"));
        }
    }

    private void addToolResult(JsonNode message, String path) {
        var result = turn("user").addObject();
        result.put("type", "tool_result")
                .put("tool_use_id", message.path("tool_call_id").asString(""));
        addContent(message.path("content"), result.putArray("content"), path);
    }

    private ArrayNode turn(String role) {
        if (lastRole.equals(role)) {
            return (ArrayNode) messages.get(messages.size() - 1).path("content");
        }
        lastRole = role;
        return messages.addObject().put("role", role).putArray("content");
    }

    private static void addContent(JsonNode content, ArrayNode blocks, String path) {
        if (content.isString()) {
            // An empty text block is refused.
            if (!content.stringValue().isEmpty()) {
                blocks.addObject().put("type", "text").set("text", content);
            }
            return;
        }
        var index = 0;
        for (var part : content) {
            blocks.add(block(part, path + ".content[" + index++ + "]"));
        }
    }

    private static JsonNode block(JsonNode part, String path) {
        return switch (part.path("type").asString("")) {
            case "image_url" -> image(part, path);
            case "refusal" ->
                    NODES.objectNode().put("type", "text").set("text", part.path("refusal"));
            case "file" -> document(part, path);
            case "input_audio" ->
                    throw new InvalidField(
                            path, "not_supported", "This provider does not listen to sound.");
            default -> part;
        };
    }

    private static ObjectNode image(JsonNode part, String path) {
        var url = part.path("image_url").path("url").asString("");
        var block = NODES.objectNode().put("type", "image");
        if (url.startsWith("data:")) {
            return block.set("source", base64(url, path + ".image_url.url"));
        }
        return block.set("source", NODES.objectNode().put("type", "url").put("url", url));
    }

    private static ObjectNode document(JsonNode part, String path) {
        var data = part.path("file").path("file_data").asString("");
        return NODES.objectNode()
                .put("type", "document")
                .set("source", base64(data, path + ".file.file_data"));
    }

    private static ObjectNode base64(String url, String path) {
        var comma = url.indexOf(',');
        var head = comma < 0 ? "" : url.substring(0, comma);
        if (!head.startsWith("data:") || !head.endsWith(";base64")) {
            throw new InvalidField(path, "not_supported", "A data: URL in base64 is needed.");
        }
        return NODES.objectNode()
                .put("type", "base64")
                .put("media_type", head.substring("data:".length(), head.indexOf(';')))
                .put("data", url.substring(comma + 1));
    }

    private static JsonNode arguments(JsonNode function, String path) {
        var text = function.path("arguments").asString("");
        try {
            var arguments = WireJson.MAPPER.readTree(text.isBlank() ? "{}" : text);
            if (arguments.isObject()) {
                return arguments;
            }
        } catch (JacksonException e) {
            // Said below, with its place.
        }
        throw new InvalidField(
                path + ".function.arguments", "not_json", "The arguments are not a JSON object.");
    }
}
