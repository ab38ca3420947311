package dev.baton.agent.web;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Objects;

/**
 * What a person types about an agent of kind prompt.
 *
 * @param model connection and model in one, {@code <id>/<model>}: they are chosen together
 * @param template id of a prompt, empty for none
 * @param version its number, empty for the newest
 * @param parameters JSON
 */
record PromptFields(
        String model, String template, String version, String parameters, String maxOutputTokens) {

    private static final String DEFAULT_MOST = "1024";
    private static final int LONGEST_NUMBER = 18;

    PromptFields {
        model = Objects.requireNonNullElse(model, "");
        template = Objects.requireNonNullElse(template, "");
        version = Objects.requireNonNullElse(version, "").strip();
        parameters = Objects.requireNonNullElse(parameters, "").strip();
        maxOutputTokens = Objects.requireNonNullElse(maxOutputTokens, "").strip();
    }

    static PromptFields blank() {
        return new PromptFields("", "", "", "", DEFAULT_MOST);
    }

    static PromptFields of(ObjectNode shown) {
        var pinned = shown.path("parameters");
        return new PromptFields(
                modelValue(shown),
                shown.path("prompt_id").asString(""),
                shown.path("prompt_version").asString(""),
                pinned.isEmpty() ? "" : pinned.toPrettyString(),
                shown.path("max_output_tokens").asString(""));
    }

    private static String modelValue(ObjectNode shown) {
        return shown.path("connection_id").asString("") + "/" + shown.path("model").asString("");
    }

    ObjectNode toConfiguration() {
        var node = JsonNodeFactory.instance.objectNode();
        var cut = model.indexOf('/');
        node.put("connection_id", cut < 0 ? "" : model.substring(0, cut));
        node.put("model", model.substring(cut + 1));
        node.put("prompt_id", template);
        node.set("prompt_version", number(version));
        if (!parameters.isEmpty()) {
            node.set("parameters", json(parameters));
        }
        node.set("max_output_tokens", number(maxOutputTokens));
        return node;
    }

    /** What is no number stays a text, which is refused where numbers are checked. */
    private static @Nullable JsonNode number(String text) {
        if (text.isEmpty()) {
            return JsonNodeFactory.instance.nullNode();
        }
        return text.matches("[0-9]+") && text.length() <= LONGEST_NUMBER
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
                : JsonNodeFactory.instance.stringNode(text);
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.stringNode(text);
        }
    }
}
