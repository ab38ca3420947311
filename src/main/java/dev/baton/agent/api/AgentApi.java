package dev.baton.agent.api;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentDefaults;
import dev.baton.agent.AgentEdit;
import dev.baton.agent.AgentFilter;
import dev.baton.agent.AgentId;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentVitals;
import dev.baton.agent.NewAgent;
import dev.baton.platform.IfMatch;
import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.util.Set;
import java.util.UUID;

/** Agents: found by capability, created and changed by their owner. */
@RestController
@Tag(name = "Agents")
@RequestMapping("/api/v1/agents")
class AgentApi {

    private final AgentRegistry registry;
    private final AgentVitals vitals;
    private final AgentDefaults defaults;

    AgentApi(AgentRegistry registry, AgentVitals vitals, AgentDefaults defaults) {
        this.registry = registry;
        this.vitals = vitals;
        this.defaults = defaults;
    }

    /** The agents that the caller may use, its own and shared ones, by name. */
    @Operation(
            operationId = "listAgents",
            summary = "The agents that the key may use, own and shared ones, by name")
    @GetMapping
    @Requires(Permission.AGENTS_READ)
    Page<AgentJson> list(
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "") String capability,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit,
            Actor actor) {
        return registry.list(
                        new AgentFilter(search, capability, status, kind),
                        after,
                        Math.clamp(limit, 1, Page.MAX_LIMIT),
                        actor)
                .map(this::json);
    }

    @Operation(operationId = "getAgent", summary = "One agent")
    @GetMapping("/{id}")
    @Requires(Permission.AGENTS_READ)
    ResponseEntity<AgentJson> get(@PathVariable UUID id, Actor actor) {
        return answer(registry.see(id, actor));
    }

    @ApiResponse(
            responseCode = "201",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @Operation(operationId = "createAgent", summary = "Create an agent")
    @PostMapping
    @Requires(Permission.AGENTS_WRITE)
    ResponseEntity<AgentJson> create(@RequestBody AgentRequest request, Actor actor) {
        var agent =
                registry.create(
                        new NewAgent(
                                request.kindOrEmpty(),
                                request.over(defaults.settings()),
                                request.configurationOrEmpty(),
                                !Boolean.FALSE.equals(request.enabled()),
                                request.tenants().orElse(Set.of())),
                        actor);
        return ResponseEntity.created(URI.create("/api/v1/agents/" + agent.id().value()))
                .eTag(eTag(agent))
                .body(json(agent));
    }

    /** Changes what the body names. With {@code If-Match} only the version the caller has seen. */
    @Operation(operationId = "changeAgent", summary = "Change what the body names")
    @PatchMapping("/{id}")
    @Requires(Permission.AGENTS_WRITE)
    ResponseEntity<AgentJson> change(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody AgentRequest request,
            Actor actor) {
        var agentId = new AgentId(actor.tenant(), id);
        var current = registry.toEdit(agentId, actor);
        request.refuseOtherKindThan(current.kind());
        var agent =
                registry.edit(
                        agentId,
                        IfMatch.seen(ifMatch, current.version()),
                        new AgentEdit(
                                request.over(current.settings()),
                                request.configuration(),
                                request.enabled(),
                                request.tenants().orElse(null)),
                        actor);
        return answer(agent);
    }

    @Operation(operationId = "deleteAgent", summary = "Delete an agent")
    @DeleteMapping("/{id}")
    @Requires(Permission.AGENTS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, Actor actor) {
        registry.delete(new AgentId(actor.tenant(), id), actor);
    }

    private ResponseEntity<AgentJson> answer(Agent agent) {
        return ResponseEntity.ok().eTag(eTag(agent)).body(json(agent));
    }

    private AgentJson json(Agent agent) {
        return AgentJson.of(agent, vitals.health(agent));
    }

    private static String eTag(Agent agent) {
        return "\"" + agent.version() + "\"";
    }
}
