package dev.baton.agent.api;

import dev.baton.agent.AgentId;
import dev.baton.agent.AgentRegistry;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.UUID;

/** Switches an agent on and off; doing it twice changes nothing. */
@RestController
@Tag(name = "Agents")
@RequestMapping("/api/v1/agents/{id}/activation")
class AgentActivationApi {

    private final AgentRegistry registry;

    AgentActivationApi(AgentRegistry registry) {
        this.registry = registry;
    }

    @Operation(operationId = "enableAgent", summary = "Let an agent take calls")
    @PostMapping
    @Requires(Permission.AGENTS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void enable(@PathVariable UUID id, Actor actor) {
        registry.enable(new AgentId(actor.tenant(), id), actor);
    }

    @Operation(operationId = "disableAgent", summary = "Let an agent take no more calls")
    @DeleteMapping
    @Requires(Permission.AGENTS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disable(@PathVariable UUID id, Actor actor) {
        registry.disable(new AgentId(actor.tenant(), id), actor);
    }
}
