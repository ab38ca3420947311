package dev.baton.agent;

import org.springframework.stereotype.Component;

import java.time.Duration;

/** What an agent has where whoever creates it says nothing else. */
@Component
public class AgentDefaults {

    private final Duration timeout;

    AgentDefaults(AgentProperties settings) {
        this.timeout = settings.timeout();
    }

    /** Everything but a name. */
    public AgentSettings settings() {
        var usual = AgentSettings.named("");
        var limits = usual.limits();
        return new AgentSettings(
                usual.name(),
                usual.description(),
                usual.release(),
                usual.capabilities(),
                new AgentLimits(
                        limits.maxConcurrentTasks(),
                        limits.rateLimit(),
                        timeout,
                        limits.retries()),
                usual.costPerRequest());
    }
}
