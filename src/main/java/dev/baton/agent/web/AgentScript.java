package dev.baton.agent.web;

import dev.baton.agent.Agent;
import dev.baton.platform.web.ApiCall;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a program would send in place of the form: the smallest agent there is, or a change of this
 * one.
 */
final class AgentScript {

    private AgentScript() {}

    static ApiCall of(@Nullable Agent agent) {
        return agent == null
                ? new ApiCall("POST", "/api/v1/agents", "{\"name\":\"helper\",\"kind\":\"echo\"}")
                : ApiCall.of("PATCH", "/api/v1/agents/" + agent.id().value(), change(agent));
    }

    private static Map<String, Object> change(Agent agent) {
        var change = new LinkedHashMap<String, Object>();
        change.put("name", agent.name());
        change.put("capabilities", agent.capabilities());
        change.put("metadata", Map.of("description", agent.description()));
        return change;
    }
}
