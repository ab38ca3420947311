package dev.baton.agent;

import dev.baton.platform.problem.LimitReached;

import java.time.Duration;
import java.util.Map;

/** All places of the agent stayed taken for as long as the call could wait. */
public class AgentConcurrencyReached extends LimitReached {

    private final Agent agent;

    AgentConcurrencyReached(Agent agent) {
        super(
                "agent_concurrency",
                "The agent %s answers at most %d at a time and all places stayed taken."
                        .formatted(agent.name(), agent.maxConcurrentTasks()),
                Duration.ofSeconds(1),
                agent.name(),
                agent.maxConcurrentTasks());
        this.agent = agent;
    }

    @Override
    public Map<String, Object> extensions() {
        return Map.of(
                "limit",
                "agent_concurrency",
                "owner",
                agent.id().value().toString(),
                "agent",
                agent.name(),
                "concurrent",
                agent.maxConcurrentTasks());
    }
}
