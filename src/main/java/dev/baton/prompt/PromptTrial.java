package dev.baton.prompt;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A template, saved or not, that somebody wants to see answered.
 *
 * @param agent that shall answer, as it was sent
 * @param values of the template's variables, JSON-like
 * @param ask what a user says after the template, or in the place of {@code input}; may be blank
 * @param version that the contents are, null for a draft
 */
public record PromptTrial(
        String agent,
        PromptContent content,
        Map<String, Object> values,
        String ask,
        @Nullable UUID version) {

    public PromptTrial {
        values = Map.copyOf(values);
    }

    /**
     * The messages to send, in OpenAI's form.
     *
     * @throws PromptRefused when the template is faulty
     * @throws VariablesRefused when the values do not fit
     */
    public ArrayNode messages() {
        var asked = JsonNodeFactory.instance.arrayNode();
        var bound = new HashMap<>(values);
        if (!ask.isBlank()) {
            asked.addObject().put("role", PromptRole.USER.wire()).put("content", ask);
            bound.remove(PromptVariable.INPUT);
        }
        return PromptTemplate.of(content).messages(asked, bound);
    }
}
