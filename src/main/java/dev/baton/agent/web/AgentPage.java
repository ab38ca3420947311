package dev.baton.agent.web;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentCapacity;
import dev.baton.agent.AgentKinds;
import dev.baton.agent.AgentVitals;
import dev.baton.agent.TrialFields;
import dev.baton.ledger.UsageRange;
import dev.baton.model.Connections;
import dev.baton.prompt.PromptLibrary;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantDirectory;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

import tools.jackson.databind.node.ObjectNode;

import java.util.UUID;

/** The page of one agent: what it is, how it does, and, to its owner, how it is made. */
@Component
class AgentPage {

    private final AgentVitals vitals;
    private final AgentCapacity capacity;
    private final AgentKinds kinds;
    private final AgentPerformance performance;
    private final AgentSharing sharing;
    private final TrialFields trials;
    private final Connections connections;
    private final PromptLibrary prompts;
    private final TenantDirectory tenants;

    AgentPage(
            AgentVitals vitals,
            AgentCapacity capacity,
            AgentKinds kinds,
            AgentPerformance performance,
            AgentSharing sharing,
            TrialFields trials,
            Connections connections,
            PromptLibrary prompts,
            TenantDirectory tenants) {
        this.vitals = vitals;
        this.capacity = capacity;
        this.kinds = kinds;
        this.performance = performance;
        this.sharing = sharing;
        this.trials = trials;
        this.connections = connections;
        this.prompts = prompts;
        this.tenants = tenants;
    }

    ModelAndView of(Agent agent, UsageRange range, Actor actor, HttpStatus status) {
        var health = vitals.health(agent);
        var page =
                new ModelAndView("agent/show", status)
                        .addObject("agent", agent)
                        .addObject("own", agent.owner().equals(actor.tenant()))
                        .addObject("health", health)
                        .addObject("condition", AgentState.of(health))
                        .addObject("waiting", capacity.waiting(agent.id()))
                        .addObject("fields", trials.of(agent))
                        .addObject("range", range)
                        .addObject("ranges", UsageRange.values())
                        .addObject(
                                "performance",
                                performance.of(actor.tenant(), agent.id().value(), range))
                        .addObject("metered", !kinds.of(agent).pricedByRequest())
                        .addObject("price", tenants.get(agent.owner()).currency())
                        .addObject("currency", tenants.get(actor.tenant()).currency());
        return agent.owner().equals(actor.tenant()) ? withMaking(page, agent, actor) : page;
    }

    /** A shared agent keeps to itself how it is made. */
    private ModelAndView withMaking(ModelAndView page, Agent agent, Actor actor) {
        var shown = kinds.shownConfiguration(agent);
        addNames(page, shown, agent, actor);
        if (sharing.isFor(actor)) {
            page.addObject("sharedWith", sharing.sharedWith(agent, actor))
                    .addObject("tenants", sharing.toSuggest(actor));
        }
        return page.addObject("shown", shown);
    }

    private void addNames(ModelAndView page, ObjectNode shown, Agent agent, Actor actor) {
        if (actor.may(Permission.PROMPTS_READ)) {
            agent.prompt()
                    .ifPresent(id -> page.addObject("promptName", prompts.get(id, actor).name()));
        }
        var connection = shown.path("connection_id").asString("");
        if (!connection.isEmpty()) {
            page.addObject(
                    "connectionName",
                    connections.get(agent.owner(), UUID.fromString(connection)).name());
        }
    }
}
