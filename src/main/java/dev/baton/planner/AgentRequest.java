package dev.baton.planner;

import dev.baton.workflow.Action;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a step would send an agent, as far as that is known before the run.
 *
 * @param variables of the agent's own template
 */
record AgentRequest(ObjectNode body, Map<String, Object> variables) {

    /** So many letters of each prompt are shown: a plan of a thousand steps must be kept too. */
    private static final int LONGEST_PROMPT = 2_000;

    private static final JsonMapper JSON = new JsonMapper();

    static AgentRequest of(Action.Agent action, KnownValues values) {
        return new AgentRequest(body(action, values), variables(action, values));
    }

    /** What an agent would be told: who says what, then the variables of its own template. */
    String prompt() {
        var told = new StringBuilder();
        for (var message : body.path("messages")) {
            var content = message.path("content");
            told.append(message.path("role").asString("user"))
                    .append(": ")
                    .append(content.isString() ? content.asString() : content)
                    .append('\n');
        }
        new TreeMap<>(variables)
                .forEach(
                        (name, value) ->
                                told.append(name).append(" = ").append(value).append('\n'));
        var text = told.toString().strip();
        return text.codePointCount(0, text.length()) <= LONGEST_PROMPT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_PROMPT - 1)) + "…";
    }

    private static ObjectNode body(Action.Agent action, KnownValues values) {
        var body = JSON.createObjectNode();
        var messages = action.messages();
        body.set(
                "messages",
                JSON.valueToTree(messages == null ? List.of() : values.rendered(messages)));
        if (!body.path("messages").isArray()) {
            body.putArray("messages").addObject().put("role", "user").put("content", "");
        }
        if (action.maxOutputTokens() != null) {
            body.put("max_completion_tokens", action.maxOutputTokens());
        }
        return body;
    }

    private static Map<String, Object> variables(Action.Agent action, KnownValues values) {
        var variables = new HashMap<String, Object>();
        action.variables()
                .forEach(
                        (name, template) -> {
                            var value = values.rendered(template);
                            if (value != null) {
                                variables.put(name, value);
                            }
                        });
        return variables;
    }
}
