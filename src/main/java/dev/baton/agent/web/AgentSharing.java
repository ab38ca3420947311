package dev.baton.agent.web;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentRegistry;
import dev.baton.platform.web.Choice;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import java.util.List;

/** Which tenants an agent of the platform can be shared with, and is. */
@Component
class AgentSharing {

    /** More than these are not ticked in a form; each is named on the agent's page. */
    static final int MOST_TO_TICK = 60;

    private static final int MOST_TO_SUGGEST = 200;

    private final AgentRegistry registry;
    private final TenantDirectory tenants;

    AgentSharing(AgentRegistry registry, TenantDirectory tenants) {
        this.registry = registry;
        this.tenants = tenants;
    }

    /** Only operators share, and only what belongs to the platform. */
    boolean isFor(Actor actor) {
        return actor.tenant().equals(TenantId.PLATFORM)
                && actor.may(Permission.SHARING_WRITE)
                && actor.may(Permission.TENANTS_READ);
    }

    /** Tenants to tick; empty when there are none or too many. */
    List<Choice> toTick(Actor actor) {
        var all = isFor(actor) ? others(MOST_TO_TICK + 2, actor) : List.<Tenant>of();
        return all.size() > MOST_TO_TICK
                ? List.of()
                : all.stream()
                        .map(it -> Choice.of(it.id().toString(), it.name(), it.slug()))
                        .toList();
    }

    /** Tenants to suggest while somebody types a slug. */
    List<Tenant> toSuggest(Actor actor) {
        return isFor(actor) ? others(MOST_TO_SUGGEST, actor) : List.of();
    }

    List<Tenant> sharedWith(Agent agent, Actor actor) {
        return registry.sharedWith(agent.id(), actor).stream().map(tenants::get).toList();
    }

    private List<Tenant> others(int most, Actor actor) {
        return tenants.first(most, actor).stream()
                .filter(it -> !it.id().equals(TenantId.PLATFORM))
                .toList();
    }
}
