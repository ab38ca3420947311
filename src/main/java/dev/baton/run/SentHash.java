package dev.baton.run;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentKinds;
import dev.baton.platform.json.CanonicalJson;
import dev.baton.workflow.Action;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;

/**
 * What is sent to an agent for a step beside its arguments: how it is configured with the version
 * of its template, and what the step asks of the answer. SHA-256 in hex.
 */
final class SentHash {

    private SentHash() {}

    /**
     * @param promptVersion that is rendered
     */
    static String of(Agent agent, Optional<UUID> promptVersion, Action.Agent step) {
        return of(AgentKinds.definition(agent, promptVersion), step);
    }

    /**
     * @param definition of the agent
     */
    static String of(String definition, Action.Agent step) {
        var sent = new LinkedHashMap<String, @Nullable Object>();
        sent.put("agent", definition);
        sent.put("max_output_tokens", step.maxOutputTokens());
        sent.put("schema", step.schema());
        return CanonicalJson.hash(sent);
    }
}
