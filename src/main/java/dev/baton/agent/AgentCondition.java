package dev.baton.agent;

import java.time.Duration;

/**
 * What a check of an agent found.
 *
 * @param finding stable and short, also the message key {@code agent.finding.<finding>}
 * @param explanation in English, for the API and operators; holds no secret
 */
public record AgentCondition(boolean usable, String finding, String explanation, Duration latency) {

    public static AgentCondition usable(Duration latency) {
        return new AgentCondition(true, "usable", "The agent can answer.", latency);
    }

    public static AgentCondition unusable(String finding, String explanation, Duration latency) {
        return new AgentCondition(false, finding, explanation, latency);
    }
}
