package dev.baton.model.provider;

import dev.baton.model.InvalidField;
import dev.baton.model.ModelCall;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Set;

/**
 * Says a chat completion request in the words of Anthropic's Messages API. What OpenAI alone knows
 * is left out; what neither names goes through unchanged, so Anthropic's own fields can be used.
 */
final class AnthropicRequest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Translated below, or without a counterpart at Anthropic. */
    private static final Set<String> OPENAI_ONLY =
            Set.of(
                    "audio",
                    "frequency_penalty",
                    "function_call",
                    "functions",
                    "logit_bias",
                    "logprobs",
                    "max_completion_tokens",
                    "max_tokens",
                    "messages",
                    "metadata",
                    "modalities",
                    "model",
                    "n",
                    "parallel_tool_calls",
                    "prediction",
                    "presence_penalty",
                    "prompt_cache_key",
                    "prompt_cache_retention",
                    "reasoning_effort",
                    "response_format",
                    "safety_identifier",
                    "seed",
                    "service_tier",
                    "stop",
                    "store",
                    "stream",
                    "stream_options",
                    "temperature",
                    "tool_choice",
                    "tools",
                    "top_logprobs",
                    "user",
                    "verbosity",
                    "web_search_options");

    private final String model;
    private final RequestBody request;
    private final ObjectNode given;
    private final AnthropicAnswerTool answerTool;

    AnthropicRequest(ModelCall call) {
        model = call.model().name();
        request = new RequestBody(call);
        given = call.body();
        answerTool = AnthropicAnswerTool.of(given);
        if (request.choices() > 1) {
            throw new InvalidField("n", "not_supported", "This provider gives one answer a call.");
        }
    }

    ObjectNode json() {
        var body = NODES.objectNode();
        for (var property : given.properties()) {
            if (!OPENAI_ONLY.contains(property.getKey())) {
                body.set(property.getKey(), property.getValue());
            }
        }
        body.put("model", model).put("max_tokens", request.maxOutputTokens());
        var messages = new AnthropicMessages(given.path("messages"));
        body.set("messages", messages.messages());
        var system = messages.system();
        answerTool.instruct(system);
        if (!system.isEmpty()) {
            body.set("system", system);
        }
        addSampling(body);
        addTools(body);
        return body;
    }

    private void addSampling(ObjectNode body) {
        var temperature = given.path("temperature");
        if (temperature.isNumber()) {
            // OpenAI's scale goes to 2, Anthropic's ends at 1.
            body.put("temperature", Math.min(temperature.doubleValue(), 1.0));
        }
        var stops = request.stops();
        if (!stops.isEmpty()) {
            stops.forEach(body.putArray("stop_sequences")::add);
        }
        var user = given.path("user");
        if (user.isString()) {
            body.putObject("metadata").put("user_id", user.stringValue());
        }
    }

    private void addTools(ObjectNode body) {
        var tools = NODES.arrayNode();
        for (var tool : given.path("tools")) {
            tools.add(tool(tool));
        }
        answerTool.addTo(tools);
        if (tools.isEmpty()) {
            return;
        }
        body.set("tools", tools);
        var choice = choice(tools);
        if (!given.path("parallel_tool_calls").asBoolean(true)) {
            choice.put("disable_parallel_tool_use", true);
        }
        body.set("tool_choice", choice);
    }

    private static JsonNode tool(JsonNode tool) {
        if (!tool.path("type").asString("").equals("function")) {
            return tool;
        }
        var function = tool.path("function");
        var own = NODES.objectNode().put("name", function.path("name").asString(""));
        if (function.hasNonNull("description")) {
            own.set("description", function.path("description"));
        }
        own.set(
                "input_schema",
                function.path("parameters").isObject()
                        ? function.path("parameters")
                        : NODES.objectNode().put("type", "object"));
        if (tool.has("cache_control")) {
            own.set("cache_control", tool.path("cache_control"));
        }
        return own;
    }

    private ObjectNode choice(ArrayNode tools) {
        var wanted = given.path("tool_choice");
        if (wanted.isObject()) {
            return wanted.path("type").asString("").equals("function")
                    ? named(wanted.path("function").path("name").asString(""))
                    : ((ObjectNode) wanted).deepCopy();
        }
        var mode = wanted.asString("auto");
        if (answerTool.isWanted()) {
            return tools.size() == 1 || mode.equals("none")
                    ? named(AnthropicAnswerTool.NAME)
                    : NODES.objectNode().put("type", "any");
        }
        return NODES.objectNode()
                .put(
                        "type",
                        switch (mode) {
                            case "none" -> "none";
                            case "required" -> "any";
                            default -> "auto";
                        });
    }

    private static ObjectNode named(String tool) {
        return NODES.objectNode().put("type", "tool").put("name", tool);
    }
}
