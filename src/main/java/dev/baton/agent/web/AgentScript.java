package dev.baton.agent.web;

import dev.baton.agent.Agent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a program would send in place of the form: the smallest agent there is, or a change of this
 * one.
 */
record AgentScript(String method, String path, String body) {

    private static final JsonMapper JSON = new JsonMapper();

    static AgentScript of(@Nullable Agent agent) {
        return agent == null
                ? new AgentScript(
                        "POST", "/api/v1/agents", "{\"name\":\"helper\",\"kind\":\"echo\"}")
                : new AgentScript(
                        "PATCH", "/api/v1/agents/" + agent.id().value(), write(change(agent)));
    }

    private static Map<String, Object> change(Agent agent) {
        var change = new LinkedHashMap<String, Object>();
        change.put("name", agent.name());
        change.put("capabilities", agent.capabilities());
        change.put("metadata", Map.of("description", agent.description()));
        return change;
    }

    private static String write(Map<String, Object> body) {
        return JSON.writeValueAsString(body);
    }
}
