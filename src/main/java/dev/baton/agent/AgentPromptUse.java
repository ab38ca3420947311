package dev.baton.agent;

import dev.baton.prompt.PromptId;
import dev.baton.prompt.PromptUse;
import dev.baton.prompt.PromptUser;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tells the page of a prompt which agents render it. */
@Component
class AgentPromptUse implements PromptUser {

    private final Agents agents;

    AgentPromptUse(Agents agents) {
        this.agents = agents;
    }

    @Override
    public List<PromptUse> usesOf(PromptId prompt) {
        return agents.findByPrompt(prompt.tenant(), prompt.value()).stream()
                .map(agent -> new PromptUse(agent.name(), "/agents/" + agent.id().value()))
                .toList();
    }

    @Override
    public Map<UUID, Long> countUses(TenantId tenant, Collection<UUID> prompts) {
        return agents.countByPrompts(tenant, prompts).stream()
                .collect(Collectors.toMap(AgentCount::of, AgentCount::agents));
    }
}
