package dev.baton.agent.api;

import dev.baton.agent.AgentId;
import dev.baton.agent.AgentKinds;
import dev.baton.agent.AgentRegistry;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.UUID;

/** How an agent is made, for its owner: a shared agent keeps that to itself. */
@RestController
@Tag(name = "Agents")
@RequestMapping("/api/v1/agents/{id}/configuration")
class AgentConfigurationApi {

    private final AgentRegistry registry;
    private final AgentKinds kinds;

    AgentConfigurationApi(AgentRegistry registry, AgentKinds kinds) {
        this.registry = registry;
        this.kinds = kinds;
    }

    @Operation(operationId = "getAgentConfiguration", summary = "How an agent of one's own is made")
    @GetMapping
    @Requires(Permission.AGENTS_READ)
    AgentConfigurationJson get(@PathVariable UUID id, Actor actor) {
        var agent = registry.own(new AgentId(actor.tenant(), id), actor);
        return AgentConfigurationJson.of(
                agent,
                kinds.shownConfiguration(agent),
                registry.sharedWith(agent.id(), actor).stream().map(TenantId::value).toList());
    }
}
