package dev.baton.agent;

import dev.baton.event.EventLog;
import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.TextCursor;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.PermissionDenied;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The agents: owners create and change them, operators share the platform's, callers find them. */
@Service
public class AgentRegistry {

    private final Agents agents;
    private final AgentGrants grants;
    private final AgentKinds kinds;
    private final AgentShelf shelf;
    private final AgentVitals vitals;
    private final TenantDirectory tenants;
    private final EventLog events;
    private final Clock clock;

    AgentRegistry(
            Agents agents,
            AgentGrants grants,
            AgentKinds kinds,
            AgentShelf shelf,
            AgentVitals vitals,
            TenantDirectory tenants,
            EventLog events,
            Clock clock) {
        this.agents = agents;
        this.grants = grants;
        this.kinds = kinds;
        this.shelf = shelf;
        this.vitals = vitals;
        this.tenants = tenants;
        this.events = events;
        this.clock = clock;
    }

    /** Creates an agent of the actor's tenant, which may use it at once. */
    @Requires(Permission.AGENTS_WRITE)
    @Transactional
    public Agent create(NewAgent wanted, Actor by) {
        var id = new AgentId(by.tenant(), Ids.next());
        if (agents.countOf(by.tenant()) >= TooManyAgents.MOST) {
            throw new TooManyAgents();
        }
        refuseTaken(id, wanted.settings().name());
        var kind = kinds.find(wanted.kind()).orElseThrow(() -> unknown(wanted.kind()));
        var agent =
                new Agent(
                        id,
                        kind.name(),
                        wanted.settings(),
                        checked(
                                wanted.settings(),
                                () -> kind.configure(id, wanted.configuration(), null)),
                        wanted.enabled(),
                        clock.instant());
        var saved = save(agent, AgentChanged.Change.CREATED);
        grants.save(new AgentGrant(by.tenant(), id, by.name(), clock.instant()));
        if (!wanted.sharedWith().isEmpty()) {
            grant(saved, wanted.sharedWith(), by);
        }
        return saved;
    }

    /**
     * Changes an agent; its kind stays.
     *
     * @param version that the edit started from
     */
    @Requires(Permission.AGENTS_WRITE)
    @Transactional
    public Agent edit(AgentId id, long version, AgentEdit wanted, Actor by) {
        var agent = load(id);
        EditedMeanwhile.unlessSame(version, agent.version());
        refuseTaken(id, wanted.settings().name());
        var current = agent.configuration();
        agent.edit(
                wanted.settings(),
                checked(
                        wanted.settings(),
                        () ->
                                wanted.configuration() == null
                                        ? current
                                        : kinds.of(agent)
                                                .configure(id, wanted.configuration(), current)),
                clock.instant());
        if (wanted.enabled() != null) {
            agent.enable(wanted.enabled(), clock.instant());
        }
        if (wanted.sharedWith() != null) {
            grant(agent, wanted.sharedWith(), by);
        }
        agent.changedBy(by.name());
        return save(agent, AgentChanged.Change.EDITED);
    }

    /** Lets it take calls again; nothing changes when it does already. */
    @Requires(Permission.AGENTS_WRITE)
    @Transactional
    public Agent enable(AgentId id, Actor by) {
        return enable(load(id), true, by);
    }

    /** Lets it take no more calls; those in flight end as they would have. */
    @Requires(Permission.AGENTS_WRITE)
    @Transactional
    public Agent disable(AgentId id, Actor by) {
        return enable(load(id), false, by);
    }

    /**
     * Removes an agent and every grant for it. Calls in flight end as they would have; what it did
     * stays in usage, decisions and events.
     */
    @Requires(Permission.AGENTS_WRITE)
    @Transactional
    public void delete(AgentId id, Actor by) {
        var agent = load(id);
        grants.deleteAllOf(id);
        agent.delete();
        agents.delete(agent);
        AgentEvents.append(events, agent, AgentChanged.Change.DELETED);
    }

    /** Lets a tenant use an agent of the platform; does nothing when it may already. */
    @Requires(Permission.SHARING_WRITE)
    @Transactional
    public void share(AgentId id, TenantId with, Actor by) {
        var tenants = new HashSet<>(grants.findTenantsOf(id));
        if (tenants.add(with)) {
            shareWith(id, tenants, by);
        }
    }

    /** Takes an agent of the platform from a tenant. */
    @Requires(Permission.SHARING_WRITE)
    @Transactional
    public void unshare(AgentId id, TenantId with, Actor by) {
        var tenants = new HashSet<>(grants.findTenantsOf(id));
        if (tenants.remove(with)) {
            shareWith(id, tenants, by);
        }
    }

    /** The tenants that may use it, beside its owner. */
    @Requires(Permission.AGENTS_READ)
    @Transactional(readOnly = true)
    public List<TenantId> sharedWith(AgentId id, Actor by) {
        return grants.findTenantsOf(id).stream()
                .filter(tenant -> !tenant.equals(id.tenant()))
                .toList();
    }

    /**
     * An agent that the actor's tenant may use, its own or a shared one; own ones as they are in
     * the database.
     */
    @Requires(Permission.AGENTS_READ)
    @Transactional(readOnly = true)
    public Agent see(UUID id, Actor by) {
        return agents.findById(new AgentId(by.tenant(), id))
                .or(() -> find(by.tenant(), id.toString()))
                .orElseThrow(() -> new AgentNotFound(id.toString()));
    }

    /** {@link #own} for somebody who may change agents, whether or not they may read them. */
    @Requires(Permission.AGENTS_WRITE)
    @Transactional(readOnly = true)
    public Agent toEdit(AgentId id, Actor by) {
        return load(id);
    }

    /** One of the actor's own agents, as it is in the database. */
    @Requires(Permission.AGENTS_READ)
    @Transactional(readOnly = true)
    public Agent own(AgentId id, Actor by) {
        return load(id);
    }

    /** As below, by name. */
    @Requires(Permission.AGENTS_READ)
    public Page<Agent> list(AgentFilter filter, @Nullable String after, int limit, Actor by) {
        return list(filter, null, after, limit, by);
    }

    /**
     * A page of what the actor's tenant may use. From memory.
     *
     * @param sort {@code name} or {@code kind}, either way round; by name when it is neither
     * @param after cursor of the page before, null for the first
     */
    @Requires(Permission.AGENTS_READ)
    public Page<Agent> list(
            AgentFilter filter,
            @Nullable String sort,
            @Nullable String after,
            int limit,
            Actor by) {
        var order = AgentOrder.of(sort);
        var from = TextCursor.text(after);
        var rows =
                usableBy(by.tenant()).stream()
                        .filter(agent -> filter.fits(agent, vitals))
                        .sorted(order)
                        .filter(agent -> order.isAfter(from, agent))
                        .limit(limit + 1L)
                        .toList();
        return Page.of(rows, limit, agent -> TextCursor.of(order.place(agent)));
    }

    /** Everything that a tenant may use, own and shared, enabled or not, by name. From memory. */
    public List<Agent> usableBy(TenantId tenant) {
        return shelf.of(tenant).all();
    }

    /**
     * One of them by name or id; the tenant's own agent wins over a shared one of the same name.
     * From memory, if it is there.
     */
    public Optional<Agent> find(TenantId caller, String nameOrId) {
        return shelf.find(caller, nameOrId);
    }

    private Agent enable(Agent agent, boolean wanted, Actor by) {
        if (!agent.enable(wanted, clock.instant())) {
            return agent;
        }
        agent.changedBy(by.name());
        return save(agent, wanted ? AgentChanged.Change.ENABLED : AgentChanged.Change.DISABLED);
    }

    /** The configuration to store; whoever is refused learns everything that is wrong at once. */
    private static ObjectNode checked(AgentSettings settings, Supplier<ObjectNode> configure) {
        var faults = settings.faults();
        try {
            var configuration = configure.get();
            AgentRefused.ifAny(faults);
            return configuration;
        } catch (AgentRefused refused) {
            var all = new LinkedHashSet<>(faults);
            all.addAll(refused.faults());
            throw new AgentRefused(List.copyOf(all));
        }
    }

    private void shareWith(AgentId id, Set<TenantId> tenants, Actor by) {
        var agent = agents.findById(id).orElseThrow(() -> new AgentNotFound(id));
        grant(agent, tenants, by);
        agent.shared();
        save(agent, AgentChanged.Change.SHARED);
    }

    private void grant(Agent agent, Set<TenantId> with, Actor by) {
        if (!by.may(Permission.SHARING_WRITE)) {
            throw new PermissionDenied(Permission.SHARING_WRITE);
        }
        if (!agent.owner().equals(TenantId.PLATFORM)) {
            throw new AgentStaysPrivate(agent.name());
        }
        var missing = new HashSet<>(with);
        missing.remove(TenantId.PLATFORM);
        for (var tenant : grants.findTenantsOf(agent.id())) {
            if (!missing.remove(tenant) && !tenant.equals(TenantId.PLATFORM)) {
                grants.findById(new AgentGrantId(tenant, agent.id().value()))
                        .ifPresent(grants::delete);
            }
        }
        for (var tenant : missing) {
            grants.save(
                    new AgentGrant(
                            tenants.get(tenant).id(), agent.id(), by.name(), clock.instant()));
        }
    }

    private Agent load(AgentId id) {
        return agents.findById(id)
                .orElseThrow(
                        () ->
                                find(id.tenant(), id.value().toString())
                                        .<RuntimeException>map(
                                                shared -> new SharedAgentStays(shared.name()))
                                        .orElseGet(() -> new AgentNotFound(id)));
    }

    private Agent save(Agent agent, AgentChanged.Change change) {
        try {
            var saved = agents.saveAndFlush(agent);
            AgentEvents.append(events, saved, change);
            return saved;
        } catch (DataIntegrityViolationException e) {
            throw new AgentNameTaken(agent.name());
        }
    }

    private void refuseTaken(AgentId id, String name) {
        agents.findIdByName(id.tenant(), name)
                .filter(other -> !other.equals(id))
                .ifPresent(
                        _ -> {
                            throw new AgentNameTaken(name);
                        });
    }

    private AgentRefused unknown(String kind) {
        return new AgentRefused(
                List.of(
                        AgentFault.of(
                                "kind", "kind_unknown", "There is no kind " + kind + ".", kind)));
    }
}
