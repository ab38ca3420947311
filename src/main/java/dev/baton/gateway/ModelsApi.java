package dev.baton.gateway;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentNotFound;
import dev.baton.agent.AgentRegistry;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** OpenAI's list of models: the agents that the caller's tenant may use. */
@RestController
@Tag(name = "OpenAI")
class ModelsApi {

    /** One model of the list. */
    @Schema(name = "OpenAiModel")
    record ModelJson(String id, String object, long created, String ownedBy) {

        static ModelJson of(Agent agent, TenantId caller) {
            var owner = agent.owner().equals(caller) ? "tenant" : "platform";
            return new ModelJson(
                    agent.name(), "model", agent.createdAt().getEpochSecond(), owner);
        }
    }

    /** The whole list; OpenAI does not page it. */
    @Schema(name = "OpenAiModelList")
    record ModelListJson(String object, List<ModelJson> data) {}

    private final AgentRegistry registry;

    ModelsApi(AgentRegistry registry) {
        this.registry = registry;
    }

    @Operation(operationId = "listModels", summary = "The agents that the key may use, as models")
    @GetMapping("/v1/models")
    @Requires(Permission.AGENTS_READ)
    ModelListJson list(TenantId tenant) {
        return new ModelListJson(
                "list",
                registry.usableBy(tenant).stream()
                        .filter(Agent::isEnabled)
                        .map(agent -> ModelJson.of(agent, tenant))
                        .toList());
    }

    @Operation(operationId = "getModel", summary = "One agent, as a model")
    @GetMapping("/v1/models/{name}")
    @Requires(Permission.AGENTS_READ)
    ModelJson get(TenantId tenant, @PathVariable String name) {
        return registry.find(tenant, name)
                .filter(Agent::isEnabled)
                .map(agent -> ModelJson.of(agent, tenant))
                .orElseThrow(() -> new AgentNotFound(name));
    }
}
