package dev.baton.selection;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentHealth;
import dev.baton.agent.AgentKinds;
import dev.baton.agent.AgentNotFound;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentStatus;
import dev.baton.agent.AgentVitals;
import dev.baton.agent.ExpectedCosts;
import dev.baton.decision.Decision;
import dev.baton.decision.Decision.Candidate;
import dev.baton.decision.Decision.Reason;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Chooses the agent for a question: the one asked for, or among those the tenant may use the one
 * that fits best. First what rules an agent out, then a weighted score; everything it saw goes into
 * the decision.
 */
@Component
public class Selector {

    /** Of the agents that a caller passed over by naming another, so many are written down. */
    private static final int MOST_NOT_ASKED_FOR = 20;

    /** The agent and why it is this one. */
    public record Choice(Agent agent, Decision decision) {}

    private final AgentRegistry registry;
    private final AgentKinds kinds;
    private final AgentVitals vitals;
    private final ExpectedCosts costs;
    private final Map<String, Double> weights;
    private final Clock clock;

    Selector(
            AgentRegistry registry,
            AgentKinds kinds,
            AgentVitals vitals,
            ExpectedCosts costs,
            SelectionProperties properties,
            Clock clock) {
        this.registry = registry;
        this.kinds = kinds;
        this.vitals = vitals;
        this.costs = costs;
        this.weights = properties.asMap();
        this.clock = clock;
    }

    /**
     * The agent for a question. If none of those that could answer takes its variables, it is the
     * best of them: who prepares its call is told what is wrong. If the money covers none that
     * does, it is the one that needs least: who reserves it is told what is missing.
     */
    public Choice choose(TenantId tenant, Need need) {
        return choose(tenant, need, Strategy.BALANCED);
    }

    /** The same by what matters most to who asks. */
    public Choice choose(TenantId tenant, Need need, Strategy strategy) {
        return need.agent() != null
                ? asked(tenant, need.subject(), need.agent(), need.capability())
                : fitting(tenant, need, strategy);
    }

    private Choice asked(TenantId tenant, UUID subject, String wish, @Nullable String capability) {
        var agent = registry.find(tenant, wish).orElseThrow(() -> new AgentNotFound(wish));
        var health = vitals.health(agent);
        var obstacle = obstacle(agent, health, capability);
        if (obstacle != null) {
            throw new AgentUnusable(agent.name(), obstacle, capability);
        }
        var chosen =
                new Candidate(agent.id().value(), agent.name(), Reason.CHOSEN, 1, Map.of(), null);
        var candidates = new ArrayList<Candidate>();
        candidates.add(chosen);
        var others =
                registry.usableBy(tenant).stream()
                        .filter(other -> !other.id().equals(agent.id()))
                        .toList();
        others.stream()
                .limit(MOST_NOT_ASKED_FOR)
                .map(other -> lost(other, Reason.NOT_ASKED_FOR, null))
                .forEach(candidates::add);
        return new Choice(
                agent,
                decision(
                        tenant,
                        subject,
                        "agent",
                        wish,
                        Strategy.BALANCED,
                        candidates,
                        Math.max(0, others.size() - MOST_NOT_ASKED_FOR)));
    }

    private Choice fitting(TenantId tenant, Need need, Strategy strategy) {
        var capability = need.capability();
        var contenders = new ArrayList<Scoring.Contender>();
        var full = new ArrayList<Agent>();
        var ruledOut = new ArrayList<Candidate>();
        var agents = new HashMap<UUID, Agent>();
        for (var agent : registry.usableBy(tenant)) {
            agents.put(agent.id().value(), agent);
            var health = vitals.health(agent);
            var obstacle = obstacle(agent, health, capability);
            var cost = costs.of(agent, tenant);
            if (obstacle != null) {
                var lacking = obstacle == Reason.LACKS_CAPABILITY ? capability : null;
                ruledOut.add(lost(agent, obstacle, lacking));
            } else if (cost.isEmpty()) {
                ruledOut.add(lost(agent, Reason.NO_EXCHANGE_RATE, null));
            } else if (health.running() >= agent.maxConcurrentTasks()) {
                // One that is only full may still be waited for by name.
                full.add(agent);
                var places = String.valueOf(agent.maxConcurrentTasks());
                ruledOut.add(lost(agent, Reason.AT_CAPACITY, places));
            } else {
                contenders.add(contender(agent, health, cost.get()));
            }
        }
        var ranked = Scoring.rank(contenders, strategy.weights(weights), need.subject());
        var candidates =
                new ArrayList<>(new FirstThatCan(kinds, need, agents).choose(ranked, full));
        candidates.addAll(ruledOut);
        var asked = capability == null ? "fit" : "capability";
        var decision = decision(tenant, need.subject(), asked, capability, strategy, candidates, 0);
        return candidates.stream()
                .filter(candidate -> candidate.reason() == Reason.CHOSEN)
                .findFirst()
                .map(
                        chosen ->
                                new Choice(
                                        Objects.requireNonNull(agents.get(chosen.agent())),
                                        decision))
                .orElseThrow(() -> new NoAgentFits(capability, candidates, decision));
    }

    /** What keeps the agent from answering even whoever names it, or null. */
    private static @Nullable Reason obstacle(
            Agent agent, AgentHealth health, @Nullable String capability) {
        if (capability != null && !agent.can(capability)) {
            return Reason.LACKS_CAPABILITY;
        }
        if (!agent.isEnabled()) {
            return Reason.DISABLED;
        }
        if (health.status() == AgentStatus.INACTIVE) {
            return Reason.INACTIVE;
        }
        return null;
    }

    private static Scoring.Contender contender(Agent agent, AgentHealth health, long costNanos) {
        return new Scoring.Contender(
                agent.id().value(),
                agent.name(),
                health.success().orElse(1.0),
                health.latency().map(latency -> latency.toNanos() / 1e6).orElse(0.0),
                (double) health.running() / agent.maxConcurrentTasks(),
                costNanos);
    }

    private static Candidate lost(Agent agent, Reason reason, @Nullable String detail) {
        return new Candidate(agent.id().value(), agent.name(), reason, 0, Map.of(), detail);
    }

    private Decision decision(
            TenantId tenant,
            UUID subject,
            String asked,
            @Nullable String wish,
            Strategy strategy,
            List<Candidate> candidates,
            int leftOut) {
        return new Decision(
                tenant,
                Ids.next(),
                clock.instant(),
                subject,
                new Decision.Selection(
                        asked,
                        wish,
                        strategy.wire(),
                        strategy.weights(weights),
                        candidates,
                        leftOut));
    }
}
