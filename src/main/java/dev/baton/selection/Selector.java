package dev.baton.selection;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentHealth;
import dev.baton.agent.AgentNotFound;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentStatus;
import dev.baton.agent.AgentVitals;
import dev.baton.decision.Decision;
import dev.baton.decision.Decision.Candidate;
import dev.baton.decision.Decision.Reason;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Chooses the agent for a question: the one asked for, or among those the tenant may use the one that
 * fits best. First what rules an agent out, then a weighted score; everything it saw goes into the
 * decision.
 */
@Component
public class Selector {

    private static final String STRATEGY = "balanced";

    /** Of the agents that a caller passed over by naming another, so many are written down. */
    private static final int MOST_NOT_ASKED_FOR = 20;

    /** The agent and why it is this one. */
    public record Choice(Agent agent, Decision decision) {}

    private final AgentRegistry registry;
    private final AgentVitals vitals;
    private final Map<String, Double> weights;
    private final Clock clock;

    Selector(
            AgentRegistry registry,
            AgentVitals vitals,
            SelectionProperties properties,
            Clock clock) {
        this.registry = registry;
        this.vitals = vitals;
        this.weights = properties.asMap();
        this.clock = clock;
    }

    /**
     * @param subject id of the message
     * @param wish name or id of the agent asked for; null to choose by fit
     * @param capability that the agent must have; null for any
     */
    public Choice choose(
            TenantId tenant, UUID subject, @Nullable String wish, @Nullable String capability) {
        return wish != null
                ? asked(tenant, subject, wish, capability)
                : fitting(tenant, subject, capability);
    }

    private Choice asked(
            TenantId tenant, UUID subject, String wish, @Nullable String capability) {
        var agent = registry.find(tenant, wish).orElseThrow(() -> new AgentNotFound(wish));
        var health = vitals.health(agent);
        var obstacle = obstacle(agent, health, capability, false);
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
                        candidates,
                        Math.max(0, others.size() - MOST_NOT_ASKED_FOR)));
    }

    private Choice fitting(TenantId tenant, UUID subject, @Nullable String capability) {
        var contenders = new ArrayList<Scoring.Contender>();
        var ruledOut = new ArrayList<Candidate>();
        var agents = new HashMap<UUID, Agent>();
        for (var agent : registry.usableBy(tenant)) {
            var health = vitals.health(agent);
            var obstacle = obstacle(agent, health, capability, true);
            if (obstacle == null) {
                agents.put(agent.id().value(), agent);
                contenders.add(contender(agent, health));
            } else {
                ruledOut.add(ruledOut(agent, obstacle, capability));
            }
        }
        var ranked = Scoring.rank(contenders, weights, subject);
        var asked = capability == null ? "fit" : "capability";
        if (ranked.isEmpty()) {
            throw new NoAgentFits(
                    capability,
                    ruledOut,
                    decision(tenant, subject, asked, capability, ruledOut, 0));
        }
        var agent = Objects.requireNonNull(agents.get(ranked.getFirst().agent()));
        ranked.addAll(ruledOut);
        return new Choice(agent, decision(tenant, subject, asked, capability, ranked, 0));
    }

    /** What rules the agent out, or null. One that is only full may still be waited for by name. */
    private static @Nullable Reason obstacle(
            Agent agent, AgentHealth health, @Nullable String capability, boolean fullCounts) {
        if (capability != null && !agent.can(capability)) {
            return Reason.LACKS_CAPABILITY;
        }
        if (!agent.isEnabled()) {
            return Reason.DISABLED;
        }
        if (health.status() == AgentStatus.INACTIVE) {
            return Reason.INACTIVE;
        }
        if (fullCounts && health.running() >= agent.maxConcurrentTasks()) {
            return Reason.AT_CAPACITY;
        }
        return null;
    }

    private Scoring.Contender contender(Agent agent, AgentHealth health) {
        return new Scoring.Contender(
                agent.id().value(),
                agent.name(),
                health.success().orElse(1.0),
                health.latency().map(latency -> latency.toNanos() / 1e6).orElse(0.0),
                (double) health.running() / agent.maxConcurrentTasks(),
                vitals.expectedCost(agent));
    }

    private static Candidate ruledOut(
            Agent agent, Reason obstacle, @Nullable String capability) {
        var detail =
                switch (obstacle) {
                    case LACKS_CAPABILITY -> capability;
                    case AT_CAPACITY -> String.valueOf(agent.maxConcurrentTasks());
                    default -> null;
                };
        return lost(agent, obstacle, detail);
    }

    private static Candidate lost(Agent agent, Reason reason, @Nullable String detail) {
        return new Candidate(agent.id().value(), agent.name(), reason, 0, Map.of(), detail);
    }

    private Decision decision(
            TenantId tenant,
            UUID subject,
            String asked,
            @Nullable String wish,
            List<Candidate> candidates,
            int leftOut) {
        return new Decision(
                tenant,
                Ids.next(),
                clock.instant(),
                subject,
                new Decision.Selection(asked, wish, STRATEGY, weights, candidates, leftOut));
    }
}
